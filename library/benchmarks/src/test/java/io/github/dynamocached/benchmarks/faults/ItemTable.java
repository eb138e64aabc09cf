package io.github.dynamocached.benchmarks.faults;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Items in DynamoDB. It knows their newest versions, and how long each thread has waited for DynamoDB. */
final class ItemTable implements AutoCloseable {

    static final List<String> IDS =
            IntStream.range(0, 40).mapToObj(i -> "item" + i).toList();

    private final DynamoDbClient client;
    private final String name;
    private final Map<String, Long> versions = new ConcurrentHashMap<>();
    private final ThreadLocal<Long> nanos = ThreadLocal.withInitial(() -> 0L);
    private final AtomicLong reads = new AtomicLong();
    private final Map<String, HeldRead> held = new ConcurrentHashMap<>();

    /** A read that DynamoDB has answered, but that does not return before it is let go. */
    record HeldRead(CountDownLatch answered, CountDownLatch letGo) {

        void awaitAnswer() throws InterruptedException {
            await(answered);
        }

        private static void await(CountDownLatch latch) throws InterruptedException {
            if (!latch.await(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("A held read took too long");
            }
        }
    }

    /** Creates a table with an item for each id. */
    ItemTable(URI endpoint, String name) {
        this.name = name;
        this.client = DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
        client.createTable(table -> table.tableName(name)
                .keySchema(key -> key.attributeName("id").keyType(KeyType.HASH))
                .attributeDefinitions(id -> id.attributeName("id").attributeType(ScalarAttributeType.S))
                .billingMode(BillingMode.PAY_PER_REQUEST));
        IDS.forEach(this::write);
    }

    Item read(String id) {
        reads.incrementAndGet();
        Item item = timed(() ->
                itemOf(client.getItem(get -> get.tableName(name).key(keyOf(id))).item()));
        HeldRead hold = held.remove(id);
        if (hold != null) {
            hold(hold);
        }
        return item;
    }

    private static void hold(HeldRead read) {
        read.answered().countDown();
        try {
            HeldRead.await(read.letGo());
        } catch (InterruptedException ended) {
            throw new IllegalStateException(ended);
        }
    }

    /** Holds the next read of an item after DynamoDB has answered it. */
    HeldRead holdNextRead(String id) {
        HeldRead read = new HeldRead(new CountDownLatch(1), new CountDownLatch(1));
        held.put(id, read);
        return read;
    }

    /** The number of reads of DynamoDB so far. */
    long reads() {
        return reads.get();
    }

    void write(String id) {
        Item written = timed(() -> itemOf(client.updateItem(update -> update.tableName(name)
                        .key(keyOf(id))
                        .updateExpression("ADD version :one")
                        .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1")))
                        .returnValues(ReturnValue.ALL_NEW))
                .attributes()));
        versions.merge(id, written.version(), Math::max);
    }

    /** Whether there is a newer version of an item. */
    boolean isStale(Item item) {
        return item.version() < versions.get(item.id());
    }

    /** The time that this thread has waited for DynamoDB since its last call of this method. */
    long takeNanos() {
        long taken = nanos.get();
        nanos.set(0L);
        return taken;
    }

    private <T> T timed(Supplier<T> request) {
        long begin = System.nanoTime();
        try {
            return request.get();
        } finally {
            nanos.set(nanos.get() + System.nanoTime() - begin);
        }
    }

    private static Map<String, AttributeValue> keyOf(String id) {
        return Map.of("id", AttributeValue.fromS(id));
    }

    private static Item itemOf(Map<String, AttributeValue> attributes) {
        return new Item(
                attributes.get("id").s(),
                Long.parseLong(attributes.get("version").n()));
    }

    @Override
    public void close() {
        client.close();
    }
}
