package io.github.dynamocached.redis;

import io.github.dynamocached.history.Operation;
import io.github.dynamocached.history.Operation.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * One thread that reads items, batches of them, and pages of their partition and of its local index, and writes items, all by the
 * caching clients. Each item of a batch or a page counts as a read of that item.
 */
final class ClientHistoryWorker implements Callable<List<Operation>> {

    /** The local index by the version of the items. */
    static final String BY_VERSION = "by-version";

    private static final int PARTITIONS = 8;
    private static final int ITEMS_OF_PARTITION = 2;
    private static final int WRITES_PER_THOUSAND = 20;

    private final DynamoDbClient client;
    private final DynamoDbAsyncClient asyncClient;
    private final String table;
    private final int calls;
    private final Random random;
    private final List<Operation> operations = new ArrayList<>();

    ClientHistoryWorker(DynamoDbClient client, DynamoDbAsyncClient asyncClient, String table, int calls, long seed) {
        this.client = client;
        this.asyncClient = asyncClient;
        this.table = table;
        this.calls = calls;
        this.random = new Random(seed);
    }

    @Override
    public List<Operation> call() {
        for (int i = 0; i < calls; i++) {
            int partition = random.nextInt(PARTITIONS);
            if (random.nextInt(1000) < WRITES_PER_THOUSAND) {
                write(partition, random.nextInt(ITEMS_OF_PARTITION));
            } else {
                read(partition);
            }
        }
        return operations;
    }

    private void write(int partition, int number) {
        UpdateItemRequest update = UpdateItemRequest.builder()
                .tableName(table)
                .key(keyOf(partition, number))
                .updateExpression("ADD version :one")
                .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1")))
                .returnValues(ReturnValue.UPDATED_NEW)
                .build();
        long begin = System.nanoTime();
        Map<String, AttributeValue> written = random.nextBoolean()
                ? client.updateItem(update).attributes()
                : asyncClient.updateItem(update).join().attributes();
        note(Kind.EVICTION, partition, number, written, begin);
    }

    private void read(int partition) {
        switch (random.nextInt(5)) {
            case 0 -> readItem(partition, random.nextInt(ITEMS_OF_PARTITION));
            case 1 -> readPage(partition, query(partition).build());
            case 3 -> readBatch(partition);
            case 2 -> readPage(partition, query(partition).indexName(BY_VERSION).build());
            default -> readPage(partition, query(partition).limit(1).build());
        }
    }

    private void readItem(int partition, int number) {
        GetItemRequest get = GetItemRequest.builder()
                .tableName(table)
                .key(keyOf(partition, number))
                .build();
        long begin = System.nanoTime();
        Map<String, AttributeValue> item = random.nextBoolean()
                ? client.getItem(get).item()
                : asyncClient.getItem(get).join().item();
        note(Kind.READ, partition, number, item, begin);
    }

    /** All items of a partition. */
    private void readBatch(int partition) {
        List<Map<String, AttributeValue>> keys = new ArrayList<>();
        for (int number = 0; number < ITEMS_OF_PARTITION; number++) {
            keys.add(keyOf(partition, number));
        }
        BatchGetItemRequest batch = BatchGetItemRequest.builder()
                .requestItems(
                        Map.of(table, KeysAndAttributes.builder().keys(keys).build()))
                .build();
        readItems(
                partition,
                random.nextBoolean()
                        ? () -> itemsIn(client.batchGetItem(batch))
                        : () -> itemsIn(asyncClient.batchGetItem(batch).join()));
    }

    private List<Map<String, AttributeValue>> itemsIn(BatchGetItemResponse response) {
        return Objects.requireNonNull(response.responses().get(table));
    }

    private QueryRequest.Builder query(int partition) {
        return QueryRequest.builder()
                .tableName(table)
                .keyConditionExpression("id = :id")
                .expressionAttributeValues(Map.of(":id", AttributeValue.fromN("" + partition)));
    }

    /** The first page, so that one read is one moment. An item that is not written yet is in no page. */
    private void readPage(int partition, QueryRequest request) {
        readItems(
                partition,
                random.nextBoolean()
                        ? () -> client.query(request).items()
                        : () -> asyncClient.query(request).join().items());
    }

    private void readItems(int partition, Supplier<List<Map<String, AttributeValue>>> read) {
        long begin = System.nanoTime();
        for (Map<String, AttributeValue> item : read.get()) {
            note(Kind.READ, partition, (int) numberIn(item, "number"), item, begin);
        }
    }

    private void note(Kind kind, int partition, int number, Map<String, AttributeValue> item, long begin) {
        int name = partition * ITEMS_OF_PARTITION + number;
        operations.add(new Operation(kind, name, numberIn(item, "version"), begin, System.nanoTime()));
    }

    private static Map<String, AttributeValue> keyOf(int partition, int number) {
        return Map.of("id", AttributeValue.fromN("" + partition), "number", AttributeValue.fromN("" + number));
    }

    private static long numberIn(Map<String, AttributeValue> item, String attribute) {
        AttributeValue number = item.get(attribute);
        return number == null ? 0 : Long.parseLong(number.n());
    }
}
