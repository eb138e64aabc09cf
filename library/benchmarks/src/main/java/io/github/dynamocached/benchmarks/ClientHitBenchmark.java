package io.github.dynamocached.benchmarks;

import io.github.dynamocached.Budgets;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.CacheSettingsBuilder;
import io.github.dynamocached.FailurePredicate;
import io.github.dynamocached.cache.ReadThroughCaches;
import io.github.dynamocached.client.CachingDynamoDbClient;
import io.github.dynamocached.client.ClientSettings;
import io.github.dynamocached.servers.DynamoDbServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

/**
 * A hit of GetItem through a caching client, beside a hit of an annotated method that returns the same item, and beside the plain
 * client on DynamoDB Local. The store of the hits answers at once and allocates nothing. With {@code -prof gc},
 * {@code gc.alloc.rate.norm} is what a hit allocates.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ClientHitBenchmark {

    private static final String ID = "product-4711";
    private static final String TABLE = "products";

    private AnnotationConfigApplicationContext application;
    private AboveStoreBenchmark.Shelf shelf;
    private DynamoDbServer server;
    private DynamoDbClient plain;
    private DynamoDbClient caching;
    private DynamoDbTable<Product> enhanced;
    private DynamoDbTable<Product> plainEnhanced;
    private GetItemRequest request;
    private final Key key = Key.builder().partitionValue(ID).build();

    /** Starts DynamoDB Local and an application, and fills its caches. */
    @Setup
    public void start() {
        application = new AnnotationConfigApplicationContext(AboveStoreBenchmark.Application.class);
        shelf = application.getBean(AboveStoreBenchmark.Shelf.class);
        server = DynamoDbServer.start();
        plain = DynamoDbClient.builder()
                .endpointOverride(server.endpoint())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
        plainEnhanced = tableOf(plain);
        plainEnhanced.createTable();
        plainEnhanced.putItem(Product.of(ID));
        caching = CachingDynamoDbClient.builder()
                .client(plain)
                .caches(caches())
                .table(TABLE)
                .build();
        enhanced = tableOf(caching);
        request = GetItemRequest.builder()
                .tableName(TABLE)
                .key(Map.of("id", AttributeValue.fromS(ID)))
                .build();
    }

    private static DynamoDbTable<Product> tableOf(DynamoDbClient client) {
        return DynamoDbEnhancedClient.builder()
                .dynamoDbClient(client)
                .build()
                .table(TABLE, TableSchema.fromBean(Product.class));
    }

    private static ReadThroughCaches caches() {
        return new ReadThroughCaches(
                new FilledStore(),
                new FreeLock(),
                Budgets.DEFAULT,
                FailurePredicate.NONE,
                Runnable::run,
                ClientHitBenchmark::settingsOf,
                List.of());
    }

    private static CacheSettings settingsOf(String name) {
        CacheSettingsBuilder builder = CacheSettings.named(name);
        ClientSettings.DEFAULT.customize(name, builder);
        return builder.build();
    }

    /** Stops both. */
    @TearDown
    public void stop() {
        caching.close();
        application.close();
        server.close();
    }

    /** An annotated method that returns the entity. */
    @Benchmark
    public Product annotated() {
        return shelf.entity(ID);
    }

    /** GetItem of the caching client. */
    @Benchmark
    public GetItemResponse caching() {
        return caching.getItem(request);
    }

    /** The enhanced client over the caching client. */
    @Benchmark
    public Product cachingEnhanced() {
        return enhanced.getItem(key);
    }

    /** GetItem of the plain client on DynamoDB Local. */
    @Benchmark
    public GetItemResponse plain() {
        return plain.getItem(request);
    }

    /** The enhanced client over the plain client on DynamoDB Local. */
    @Benchmark
    public Product plainEnhanced() {
        return plainEnhanced.getItem(key);
    }
}
