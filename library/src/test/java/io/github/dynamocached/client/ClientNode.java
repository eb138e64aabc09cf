package io.github.dynamocached.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.Budgets;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.CacheSettingsBuilder;
import io.github.dynamocached.FailurePredicate;
import io.github.dynamocached.cache.ReadThroughCaches;
import io.github.dynamocached.near.CaffeineNear;
import io.github.dynamocached.redis.Connections;
import io.github.dynamocached.redis.RedisConnection;
import io.github.dynamocached.redis.RedisEntryStore;
import io.github.dynamocached.redis.RedisLoadLock;
import io.github.dynamocached.servers.SharedServers;
import io.github.dynamocached.store.NearMemory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/**
 * One node with a synchronous and an asynchronous caching client over some tables. It notes what its clients send to DynamoDB, but
 * for descriptions of tables.
 */
final class ClientNode implements AutoCloseable {

    /** Long enough that only an eviction ends an entry during a test. */
    static final ClientSettings SETTINGS = ClientSettings.DEFAULT
            .withItems(Duration.ofMinutes(30), Duration.ofMinutes(30))
            .withQueries(Duration.ofMinutes(30));

    private static final Budgets GENEROUS = new Budgets(Duration.ofSeconds(10), Duration.ofSeconds(10));

    private final List<SdkRequest> sent = new CopyOnWriteArrayList<>();
    private final DynamoDbClient plain;
    private final DynamoDbAsyncClient plainAsync;
    private final ReadThroughCaches caches;
    private final ClientSettings settings;
    private final @Nullable NearMemory near;
    private final DynamoDbClient client;
    private final DynamoDbAsyncClient asyncClient;

    ClientNode(String table) {
        this(List.of(table));
    }

    ClientNode(List<String> tables) {
        this(tables, SETTINGS.withNamespace(newNamespace()));
    }

    ClientNode(String table, ClientSettings settings) {
        this(List.of(table), settings);
    }

    ClientNode(List<String> tables, ClientSettings settings) {
        this(tables, settings, Connections.shared(), GENEROUS);
    }

    ClientNode(List<String> tables, ClientSettings settings, RedisConnection redis, Budgets budgets) {
        this(tables, settings, redis, budgets, null);
    }

    /** A node whose clients keep everything near. */
    static ClientNode near(String table, ClientSettings settings, RedisConnection redis, Duration lag) {
        NearMemory memory = new NearMemory(new CaffeineNear(16L * 1024 * 1024), NearMemory.TTL, lag);
        return new ClientNode(List.of(table), settings, redis, GENEROUS, memory);
    }

    private ClientNode(
            List<String> tables,
            ClientSettings settings,
            RedisConnection redis,
            Budgets budgets,
            @Nullable NearMemory near) {
        this.settings = settings;
        this.near = near;
        this.plain = DynamoDbClient.builder()
                .endpointOverride(SharedServers.dynamoDb().endpoint())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(anybody())
                .overrideConfiguration(configuration -> configuration.addExecutionInterceptor(new Noting(sent)))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
        this.plainAsync = DynamoDbAsyncClient.builder()
                .endpointOverride(SharedServers.dynamoDb().endpoint())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(anybody())
                .overrideConfiguration(configuration -> configuration.addExecutionInterceptor(new Noting(sent)))
                .build();
        this.caches = new ReadThroughCaches(
                new RedisEntryStore(redis),
                new RedisLoadLock(redis),
                budgets,
                FailurePredicate.NONE,
                Runnable::run,
                this::settingsOf,
                List.of(),
                near);
        this.client = CachingDynamoDbClient.builder()
                .client(plain)
                .caches(caches)
                .settings(settings)
                .tables(tables)
                .build();
        this.asyncClient = CachingDynamoDbAsyncClient.builder()
                .client(plainAsync)
                .caches(caches)
                .settings(settings)
                .tables(tables)
                .build();
        tables.forEach(this::awaitDescriptions);
    }

    /** A request waits for the description of its table. Writes before that would evict all entries. */
    private void awaitDescriptions(String table) {
        GetItemRequest invalid =
                GetItemRequest.builder().tableName(table).key(Map.of()).build();
        assertThatThrownBy(() -> client.getItem(invalid)).isInstanceOf(DynamoDbException.class);
        assertThat(asyncClient.getItem(invalid)).failsWithin(Duration.ofMinutes(1));
        sent.clear();
    }

    /** Entries of one namespace are shared by nodes, and by no test. */
    static String newNamespace() {
        return "test-" + UUID.randomUUID();
    }

    private static StaticCredentialsProvider anybody() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));
    }

    private CacheSettings settingsOf(String name) {
        CacheSettingsBuilder builder = CacheSettings.named(name).earlyRefresh(0).near(near != null);
        settings.customize(name, builder);
        return builder.build();
    }

    DynamoDbClient client() {
        return client;
    }

    DynamoDbAsyncClient asyncClient() {
        return asyncClient;
    }

    /** The client of the application. */
    DynamoDbClient plain() {
        return plain;
    }

    DynamoDbAsyncClient plainAsync() {
        return plainAsync;
    }

    ReadThroughCaches caches() {
        return caches;
    }

    /** How many keys the node keeps in its memory. */
    long keysInMemory() {
        return near == null ? 0 : near.entries().keys();
    }

    ClientSettings settings() {
        return settings;
    }

    /** What was sent to DynamoDB since the last call of this. */
    List<SdkRequest> sent() {
        List<SdkRequest> all = List.copyOf(sent);
        sent.clear();
        return all;
    }

    @Override
    public void close() {
        client.close();
        asyncClient.close();
        caches.close();
    }

    private record Noting(List<SdkRequest> sent) implements ExecutionInterceptor {

        @Override
        public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
            if (!(context.request() instanceof DescribeTableRequest)) {
                sent.add(context.request());
            }
        }
    }
}
