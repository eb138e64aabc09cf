package io.github.dynamocached.redis;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Consistency;
import io.github.dynamocached.TableBinding;
import io.github.dynamocached.cache.Node;
import io.github.dynamocached.dynamodb.TableWrites;
import io.github.dynamocached.history.History;
import io.github.dynamocached.history.Operation;
import io.github.dynamocached.history.Operation.Kind;
import io.github.dynamocached.store.Slot;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * One node of a run as a process of its own. Its cache is bound to a table, and its writers only call the SDK. Obeys as
 * {@link HistoryProcess} does.
 */
final class SdkHistoryProcess implements AutoCloseable {

    private static final int THREADS = 8;
    private static final int ITEMS = 16;
    private static final int VARIANTS = 2;
    private static final int WRITES_PER_THOUSAND = 20;
    private static final CacheSettings SETTINGS = Node.SETTINGS
            .with()
            .ttl(Duration.ofMillis(500))
            .ttlJitter(0.9)
            .staleWhileRevalidate(Duration.ofMillis(100))
            .consistency(Consistency.STRICT)
            .build();

    private final DynamoDbClient client;
    private final DynamoDbAsyncClient asyncClient;
    private final String table;

    private SdkHistoryProcess(URI endpoint, String table) {
        StaticCredentialsProvider anybody =
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));
        this.table = table;
        this.client = DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(anybody)
                .build();
        this.asyncClient = DynamoDbAsyncClient.builder()
                .endpointOverride(endpoint)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(anybody)
                .build();
    }

    /** Takes the port of Redis, the endpoint of DynamoDB, the table, whether writes evict, the calls, a seed, a file. */
    public static void main(String[] arguments) throws Exception {
        try (RedisConnection connection = Connections.readyAt(Integer.parseInt(arguments[0]));
                SdkHistoryProcess process = new SdkHistoryProcess(URI.create(arguments[1]), arguments[2]);
                TableWrites writes = TableWrites.open();
                Node node = Node.on(new RedisEntryStore(connection), new RedisLoadLock(connection), SETTINGS)) {
            boolean evicts = Boolean.parseBoolean(arguments[3]);
            TableBinding binding = new TableBinding(arguments[2], "users", List.of("id"));
            writes.bind(evicts ? List.of(binding) : List.of(), parts -> parts, name -> node.cache());
            process.obey(node, Integer.parseInt(arguments[4]), Long.parseLong(arguments[5]), Path.of(arguments[6]));
        }
    }

    private void obey(Node node, int calls, long seed, Path file) throws Exception {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println("ready");
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            if (line.equals("clock")) {
                System.out.println(System.nanoTime());
            } else {
                new History(work(node, calls, seed)).write(file);
                System.out.println("done");
            }
        }
    }

    private List<Operation> work(Node node, int calls, long seed) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Worker> workers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                workers.add(new Worker(node, calls / THREADS, seed + i));
            }
            List<Operation> operations = new ArrayList<>();
            for (Future<List<Operation>> worker : threads.invokeAll(workers)) {
                operations.addAll(worker.get());
            }
            return operations;
        } finally {
            threads.shutdownNow();
        }
    }

    @Override
    public void close() {
        client.close();
        asyncClient.close();
    }

    /** One thread that reads through the cache, and writes through the SDK. */
    private final class Worker implements Callable<List<Operation>> {

        private final Node node;
        private final int calls;
        private final Random random;
        private final Queue<Operation> operations = new ConcurrentLinkedQueue<>();

        Worker(Node node, int calls, long seed) {
            this.node = node;
            this.calls = calls;
            this.random = new Random(seed);
        }

        @Override
        public List<Operation> call() {
            for (int i = 0; i < calls; i++) {
                int item = random.nextInt(ITEMS);
                if (random.nextInt(1000) < WRITES_PER_THOUSAND) {
                    write(item);
                } else {
                    read(item);
                }
            }
            return List.copyOf(operations);
        }

        /** The asynchronous client ends before the eviction is acknowledged, so nothing is promised to other nodes then. */
        private void write(int item) {
            UpdateItemRequest update = UpdateItemRequest.builder()
                    .tableName(table)
                    .key(keyOf(item))
                    .updateExpression("ADD version :one")
                    .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1")))
                    .returnValues(ReturnValue.UPDATED_NEW)
                    .build();
            long begin = System.nanoTime();
            if (random.nextInt(4) == 0) {
                note(
                        Kind.FAILED_EVICTION,
                        item,
                        versionOf(asyncClient.updateItem(update).join().attributes()),
                        begin);
            } else {
                note(Kind.EVICTION, item, versionOf(client.updateItem(update).attributes()), begin);
            }
        }

        private void read(int item) {
            Slot slot = new Slot(CacheKey.of("users", List.of("item-" + item)), "Text" + random.nextInt(VARIANTS));
            long begin = System.nanoTime();
            Object value = node.read(slot, () -> load(item)).value();
            note(Kind.READ, item, Long.parseLong(String.valueOf(value)), begin);
        }

        private String load(int item) {
            long begin = System.nanoTime();
            long version = versionOf(
                    client.getItem(get -> get.tableName(table).key(keyOf(item))).item());
            note(Kind.LOAD, item, version, begin);
            return String.valueOf(version);
        }

        private void note(Kind kind, int item, long version, long begin) {
            operations.add(new Operation(kind, item, version, begin, System.nanoTime()));
        }
    }

    private static Map<String, AttributeValue> keyOf(int item) {
        return Map.of("id", AttributeValue.fromS("item-" + item));
    }

    private static long versionOf(Map<String, AttributeValue> attributes) {
        AttributeValue version = attributes.get("version");
        return version == null ? 0 : Long.parseLong(version.n());
    }
}
