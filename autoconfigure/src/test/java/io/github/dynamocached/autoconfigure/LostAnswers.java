package io.github.dynamocached.autoconfigure;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** Loses the answers of some requests after DynamoDB has given them. */
final class LostAnswers implements SdkHttpClient {

    private final SdkHttpClient http = UrlConnectionHttpClient.create();
    private final AtomicInteger left = new AtomicInteger();
    private final AtomicBoolean kills = new AtomicBoolean();

    /** How many answers are still to be lost. */
    AtomicInteger left() {
        return left;
    }

    /** Lets the thread of the next answer die, as if its stack were full. */
    void killNext() {
        kills.set(true);
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest prepared = http.prepareRequest(request);
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                HttpExecuteResponse response = prepared.call();
                if (left.getAndUpdate(some -> Math.max(0, some - 1)) > 0) {
                    throw new IOException("lost");
                }
                if (kills.getAndSet(false)) {
                    throw new StackOverflowError("lost");
                }
                return response;
            }

            @Override
            public void abort() {
                prepared.abort();
            }
        };
    }

    @Override
    public void close() {
        http.close();
    }
}
