package io.github.dynamocached.redis;

import io.github.dynamocached.Budgets;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.CacheSettingsBuilder;
import io.github.dynamocached.FailurePredicate;
import io.github.dynamocached.cache.ReadThroughCaches;
import io.github.dynamocached.client.CachingDynamoDbAsyncClient;
import io.github.dynamocached.client.CachingDynamoDbClient;
import io.github.dynamocached.client.ClientSettings;
import io.github.dynamocached.history.History;
import io.github.dynamocached.history.Operation;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** One node of a run as a process of its own, with both kinds of caching clients. Obeys as {@link HistoryProcess} does. */
final class ClientHistoryProcess implements AutoCloseable {

    private static final int THREADS = 8;
    private static final Budgets PATIENT = new Budgets(Duration.ofSeconds(10), Duration.ofSeconds(10));
    private static final Duration SHORT = Duration.ofMillis(500);

    private final Queue<Operation> loads = new ConcurrentLinkedQueue<>();
    private final ExecutorService refreshing = Executors.newFixedThreadPool(2);
    private final ReadThroughCaches caches;
    private final DynamoDbClient client;
    private final DynamoDbAsyncClient asyncClient;
    private final String table;

    private ClientHistoryProcess(RedisConnection connection, URI endpoint, String table, String namespace) {
        ClientSettings settings = ClientSettings.DEFAULT
                .withNamespace(namespace)
                .withItems(SHORT, SHORT)
                .withQueries(SHORT);
        StaticCredentialsProvider anybody =
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));
        this.table = table;
        this.caches = new ReadThroughCaches(
                new RedisEntryStore(connection),
                new RedisLoadLock(connection),
                PATIENT,
                FailurePredicate.NONE,
                refreshing,
                name -> settingsOf(name, settings),
                List.of());
        this.client = CachingDynamoDbClient.builder()
                .client(DynamoDbClient.builder()
                        .endpointOverride(endpoint)
                        .region(Region.EU_CENTRAL_1)
                        .credentialsProvider(anybody)
                        .overrideConfiguration(own -> own.addExecutionInterceptor(new Noting(loads)))
                        .build())
                .caches(caches)
                .settings(settings)
                .table(table)
                .build();
        this.asyncClient = CachingDynamoDbAsyncClient.builder()
                .client(DynamoDbAsyncClient.builder()
                        .endpointOverride(endpoint)
                        .region(Region.EU_CENTRAL_1)
                        .credentialsProvider(anybody)
                        .overrideConfiguration(own -> own.addExecutionInterceptor(new Noting(loads)))
                        .build())
                .caches(caches)
                .settings(settings)
                .table(table)
                .build();
    }

    private static CacheSettings settingsOf(String name, ClientSettings settings) {
        CacheSettingsBuilder builder =
                CacheSettings.named(name).ttlJitter(0.9).staleWhileRevalidate(Duration.ofMillis(100));
        settings.customize(name, builder);
        return builder.build();
    }

    /** Takes the port of Redis, the endpoint of DynamoDB, the table, the namespace, the calls, a seed, a file. */
    public static void main(String[] arguments) throws Exception {
        try (RedisConnection connection = Connections.readyAt(Integer.parseInt(arguments[0]));
                ClientHistoryProcess process =
                        new ClientHistoryProcess(connection, URI.create(arguments[1]), arguments[2], arguments[3])) {
            process.obey(Integer.parseInt(arguments[4]), Long.parseLong(arguments[5]), Path.of(arguments[6]));
        }
    }

    private void obey(int calls, long seed, Path file) throws Exception {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println("ready");
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            if (line.equals("clock")) {
                System.out.println(System.nanoTime());
            } else {
                new History(work(calls, seed)).write(file);
                System.out.println("done");
            }
        }
    }

    private List<Operation> work(int calls, long seed) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<ClientHistoryWorker> workers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                workers.add(new ClientHistoryWorker(client, asyncClient, table, calls / THREADS, seed + i));
            }
            List<Operation> operations = new ArrayList<>();
            for (Future<List<Operation>> worker : threads.invokeAll(workers)) {
                operations.addAll(worker.get());
            }
            operations.addAll(loads);
            return operations;
        } finally {
            threads.shutdownNow();
        }
    }

    @Override
    public void close() {
        client.close();
        asyncClient.close();
        caches.close();
        refreshing.shutdownNow();
    }

    /** Notes the reads that reach DynamoDB. */
    private record Noting(Queue<Operation> loads) implements ExecutionInterceptor {

        @Override
        public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
            boolean isRead = context.request() instanceof GetItemRequest
                    || context.request() instanceof BatchGetItemRequest
                    || context.request() instanceof QueryRequest;
            if (isRead) {
                loads.add(new Operation(Operation.Kind.LOAD, 0, 0, System.nanoTime(), System.nanoTime()));
            }
        }
    }
}
