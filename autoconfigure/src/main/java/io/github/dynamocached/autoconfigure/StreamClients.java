package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.Failures;
import io.github.dynamocached.MisuseException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsServiceClientConfiguration;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsAsyncClient;

/**
 * The clients that follow streams: those of the application, and where it has none, clients with the region, the credentials
 * and the endpoint of its DynamoDB client. AWS serves streams at another endpoint than tables, so an endpoint of AWS is not
 * taken over.
 */
final class StreamClients implements AutoCloseable {

    private static final String AWS = ".amazonaws.com";

    private final DynamoDbAsyncClient tables;
    private final DynamoDbStreamsAsyncClient streams;
    private final List<SdkClient> owned;

    private StreamClients(DynamoDbAsyncClient tables, DynamoDbStreamsAsyncClient streams, List<SdkClient> owned) {
        this.tables = tables;
        this.streams = streams;
        this.owned = owned;
    }

    static StreamClients of(
            @Nullable DynamoDbStreamsAsyncClient streams,
            @Nullable DynamoDbAsyncClient asynchronous,
            @Nullable DynamoDbClient synchronous) {
        AwsServiceClientConfiguration known = asynchronous != null
                ? asynchronous.serviceClientConfiguration()
                : synchronous == null ? null : synchronous.serviceClientConfiguration();
        List<SdkClient> owned = new ArrayList<>();
        return new StreamClients(
                asynchronous != null
                        ? asynchronous
                        : built(() -> like(known, DynamoDbAsyncClient.builder()).build(), owned),
                streams != null
                        ? streams
                        : built(
                                () -> like(known, DynamoDbStreamsAsyncClient.builder())
                                        .build(),
                                owned),
                owned);
    }

    private static <B extends AwsClientBuilder<B, ?>> B like(@Nullable AwsServiceClientConfiguration known, B builder) {
        if (known != null) {
            builder.region(known.region()).credentialsProvider(known.credentialsProvider());
            known.endpointOverride().filter(StreamClients::servesStreams).ifPresent(builder::endpointOverride);
        }
        return builder;
    }

    private static boolean servesStreams(URI endpoint) {
        return endpoint.getHost() == null || !endpoint.getHost().contains(AWS);
    }

    private static <T extends SdkClient> T built(Supplier<T> build, List<SdkClient> owned) {
        try {
            T client = build.get();
            owned.add(client);
            return client;
        } catch (RuntimeException refused) {
            owned.forEach(SdkClient::close);
            throw new MisuseException(
                    "dynamocached.streams.tables: the AWS SDK cannot make a client that reads streams,"
                            + " because that fails with " + Failures.nameOf(refused)
                            + ". Define beans of the types DynamoDbAsyncClient and DynamoDbStreamsAsyncClient.");
        }
    }

    DynamoDbAsyncClient tables() {
        return tables;
    }

    DynamoDbStreamsAsyncClient streams() {
        return streams;
    }

    @Override
    public void close() {
        owned.forEach(SdkClient::close);
    }
}
