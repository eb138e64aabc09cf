package io.github.dynamocached.client;

import io.github.dynamocached.Budgets;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.CacheSettingsBuilder;
import io.github.dynamocached.FailurePredicate;
import io.github.dynamocached.cache.ReadThroughCaches;
import io.github.dynamocached.redis.Connections;
import io.github.dynamocached.redis.RedisConnection;
import io.github.dynamocached.redis.RedisEntryStore;
import io.github.dynamocached.redis.RedisLoadLock;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

/**
 * A caching client in a process of its own that has read nothing yet: says {@code ready}, waits for a line, asks for one item on
 * many threads at once, and says how many requests reached DynamoDB and how many callers got the item.
 */
final class ColdClientProcess {

    private ColdClientProcess() {}

    /** Takes the port of Redis, the endpoint of DynamoDB, the table, the namespace, the owner of the item, and the threads. */
    public static void main(String[] arguments) throws Exception {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        AtomicInteger requests = new AtomicInteger();
        GetItemRequest get = GetItemRequest.builder()
                .tableName(arguments[2])
                .key(Map.of("owner", AttributeValue.fromS(arguments[4]), "number", AttributeValue.fromN("1")))
                .build();
        ClientSettings settings = ClientSettings.DEFAULT.withNamespace(arguments[3]);
        try (RedisConnection redis = Connections.readyAt(Integer.parseInt(arguments[0]));
                ReadThroughCaches caches = cachesOn(redis, settings);
                DynamoDbClient client = CachingDynamoDbClient.builder()
                        .client(plain(URI.create(arguments[1]), requests))
                        .caches(caches)
                        .settings(settings)
                        .table(arguments[2])
                        .build()) {
            System.out.println("ready");
            if (input.readLine() != null) {
                long served = read(client, get, Integer.parseInt(arguments[5]));
                System.out.println(requests + " " + served);
            }
        }
    }

    /** So patient that no caller gives up its wait and loads too, on however slow a machine. */
    private static ReadThroughCaches cachesOn(RedisConnection redis, ClientSettings settings) {
        return new ReadThroughCaches(
                new RedisEntryStore(redis),
                new RedisLoadLock(redis),
                new Budgets(Duration.ofSeconds(30), Duration.ofSeconds(30)),
                FailurePredicate.NONE,
                Runnable::run,
                name -> settingsOf(name, settings),
                List.of());
    }

    private static CacheSettings settingsOf(String name, ClientSettings settings) {
        CacheSettingsBuilder builder = CacheSettings.named(name).earlyRefresh(0).lockLease(Duration.ofSeconds(30));
        settings.customize(name, builder);
        return builder.build();
    }

    private static DynamoDbClient plain(URI endpoint, AtomicInteger requests) {
        return DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .overrideConfiguration(own -> own.addExecutionInterceptor(new Counting(requests)))
                .build();
    }

    private static long read(DynamoDbClient client, GetItemRequest get, int threads) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(threads);
        try {
            CyclicBarrier start = new CyclicBarrier(threads);
            List<Future<GetItemResponse>> answers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                answers.add(callers.submit(() -> {
                    start.await();
                    return client.getItem(get);
                }));
            }
            long served = 0;
            for (Future<GetItemResponse> answer : answers) {
                served += answer.get().item().containsKey("name") ? 1 : 0;
            }
            return served;
        } finally {
            callers.shutdownNow();
        }
    }

    private record Counting(AtomicInteger requests) implements ExecutionInterceptor {

        @Override
        public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
            if (context.request() instanceof GetItemRequest) {
                requests.incrementAndGet();
            }
        }
    }
}
