package io.github.dynamocached.benchmarks;

import io.github.dynamocached.dynamodb.ConsistentReads;
import io.github.dynamocached.dynamodb.EvictingWrites;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.context.ConfigurableApplicationContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ClientType;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.InterceptorContext;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;

/**
 * What a write through the SDK costs, with a service that answers at once: the whole call, and the part of it that the
 * interceptors of the library are. The first call of a client takes a second, and many thousands more pass until the compiler
 * has done its work, so the warm-up is long. Two forks of the same call differ by microseconds, so the difference of two of them
 * says little. The part of the interceptors is measured alone for that reason.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 6, time = 5)
@Measurement(iterations = 5, time = 2)
public class SdkWriteBenchmark {

    /** What the application has bound. */
    public enum Bound {
        /** There is no application, so nobody sees the write. */
        NO_APPLICATION,
        /** Another table than that of the write. */
        OTHER_TABLE,
        /** The table of the write, to one cache. The client returns after Redis has acknowledged the eviction. */
        TABLE
    }

    /** What is bound. */
    @Param
    public Bound bound = Bound.NO_APPLICATION;

    private final PutItemRequest request = PutItemRequest.builder()
            .tableName("products")
            .item(Map.of("id", AttributeValue.fromS("product-4711"), "name", AttributeValue.fromS("name")))
            .build();
    private final InterceptorContext context = InterceptorContext.builder()
            .request(request)
            .response(PutItemResponse.builder().build())
            .build();
    private final DynamoDbClient client = DynamoDbClient.builder()
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .httpClient(new Answers())
            .build();
    private final List<ExecutionInterceptor> ours = List.of(new ConsistentReads(), new EvictingWrites());
    private @Nullable ConfigurableApplicationContext application;

    /** Starts the application. */
    @Setup
    public void start() {
        if (bound != Bound.NO_APPLICATION) {
            application = ProductsApplication.start(
                    BenchmarkRedis.port(),
                    "dynamocached.caches.written.key-attributes=id",
                    "dynamocached.caches.written.table=" + (bound == Bound.TABLE ? "products" : "others"));
        }
    }

    /** Stops the application. */
    @TearDown
    public void stop() {
        client.close();
        if (application != null) {
            application.close();
        }
    }

    /** A put of a small item. */
    @Benchmark
    public PutItemResponse put() {
        return client.putItem(request);
    }

    /** What the SDK makes for each call. To be subtracted from {@link #interceptors}. */
    @Benchmark
    public ExecutionAttributes attributes() {
        return new ExecutionAttributes().putAttribute(SdkExecutionAttribute.CLIENT_TYPE, ClientType.SYNC);
    }

    /** What the interceptors of the library do in such a put. */
    @Benchmark
    public ExecutionAttributes interceptors() {
        ExecutionAttributes attributes = attributes();
        for (ExecutionInterceptor interceptor : ours) {
            interceptor.modifyRequest(context, attributes);
        }
        for (ExecutionInterceptor interceptor : ours) {
            interceptor.beforeMarshalling(context, attributes);
        }
        for (ExecutionInterceptor interceptor : ours) {
            interceptor.beforeTransmission(context, attributes);
        }
        for (ExecutionInterceptor interceptor : ours) {
            interceptor.afterExecution(context, attributes);
        }
        return attributes;
    }

    /** A service that answers every request at once. */
    private static final class Answers implements SdkHttpClient {

        private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.UTF_8);

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest asked) {
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() {
                    return HttpExecuteResponse.builder()
                            .response(SdkHttpResponse.builder().statusCode(200).build())
                            .responseBody(AbortableInputStream.create(new ByteArrayInputStream(NOTHING)))
                            .build();
                }

                @Override
                public void abort() {}
            };
        }

        @Override
        public void close() {}
    }
}
