package io.github.dynamocached.benchmarks;

import io.github.dynamocached.Budgets;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.CacheSettingsBuilder;
import io.github.dynamocached.FailurePredicate;
import io.github.dynamocached.cache.ReadThroughCaches;
import io.github.dynamocached.client.CacheMetadata;
import io.github.dynamocached.client.CachingDynamoDbClient;
import io.github.dynamocached.client.ClientSettings;
import io.github.dynamocached.servers.DynamoDbServer;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.springframework.context.ConfigurableApplicationContext;
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
 * A hit of GetItem through a caching client, beside a hit of an annotated method that returns the same item as an entity or as a
 * map of attribute values, and beside the plain client on DynamoDB Local.
 */
public class ClientHitBenchmark extends HitBenchmark {

    private static final String TABLE = "products";

    private AnnotationConfigApplicationContext application;
    private AboveStoreBenchmark.Shelf shelf;
    private AnnotationConfigApplicationContext rawApplication;
    private RawItems items;
    private Map<String, AttributeValue> item;
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
        rawApplication = new AnnotationConfigApplicationContext(RawItems.Application.class);
        items = rawApplication.getBean(RawItems.class);
        item = TableSchema.fromBean(Product.class).itemToMap(Product.of(ID), true);
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
        caching = cachingOver(plain, caches());
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

    private static DynamoDbClient cachingOver(DynamoDbClient client, ReadThroughCaches caches) {
        return CachingDynamoDbClient.builder()
                .client(client)
                .caches(caches)
                .table(TABLE)
                .build();
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
        rawApplication.close();
        server.close();
    }

    /** An annotated method that returns the entity. */
    @Benchmark
    public Product annotated() {
        return shelf.entity(ID);
    }

    /** An annotated method that returns the item as the SDK has it. */
    @Benchmark
    public Map<String, AttributeValue> annotatedItem() {
        return items.item(ID);
    }

    /** What the SDK needs for a response, once the attribute values are there: it copies the map. */
    @Benchmark
    public GetItemResponse responseAlone() {
        return GetItemResponse.builder().item(item).build();
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

    /** An annotated method that returns the entity, from a real Redis. */
    @Benchmark
    public Product annotatedFromRedis(OnRedis redis) {
        return redis.products.entity(ID);
    }

    /** GetItem of the caching client, from a real Redis. */
    @Benchmark
    public GetItemResponse cachingFromRedis(OnRedis redis) {
        return redis.caching.getItem(request);
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

    /** Hits from a real Redis. {@code gc.alloc.rate.norm} is what all threads together allocate for one. */
    @State(Scope.Benchmark)
    public static class OnRedis {

        private ConfigurableApplicationContext application;
        private Products products;
        private DynamoDbClient caching;

        /** Starts an application, as the starter configures it. */
        @Setup
        public void start(ClientHitBenchmark servers) {
            application = ProductsApplication.start(BenchmarkRedis.port());
            products = application.getBean(Products.class);
            caching = cachingOver(servers.plain, application.getBean(ReadThroughCaches.class));
        }

        /** Stops it. Fails if the client does not answer from Redis. */
        @TearDown
        public void stop(ClientHitBenchmark servers) {
            CacheMetadata.Source source =
                    CacheMetadata.of(caching.getItem(servers.request)).source();
            application.close();
            if (source == CacheMetadata.Source.PASSED) {
                throw new IllegalStateException("The client does not use its cache.");
            }
        }
    }
}
