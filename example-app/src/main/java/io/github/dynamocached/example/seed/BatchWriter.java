package io.github.dynamocached.example.seed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Writes many items with BatchWriteItem. */
@Component
class BatchWriter {

    private static final int LARGEST_BATCH = 25;
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);

    private final DynamoDbClient client;

    BatchWriter(DynamoDbClient client) {
        this.client = client;
    }

    void write(String table, Stream<Map<String, AttributeValue>> items) {
        List<WriteRequest> batch = new ArrayList<>(LARGEST_BATCH);
        items.forEach(item -> {
            batch.add(WriteRequest.builder().putRequest(put -> put.item(item)).build());
            if (batch.size() == LARGEST_BATCH) {
                writeAll(table, batch);
                batch.clear();
            }
        });
        if (!batch.isEmpty()) {
            writeAll(table, batch);
        }
    }

    /** DynamoDB may write only a part of a batch and return the rest. This sends the rest again, after a growing pause. */
    private void writeAll(String table, List<WriteRequest> batch) {
        Map<String, List<WriteRequest>> open = send(Map.of(table, List.copyOf(batch)));
        for (Duration pause = SHORTEST_PAUSE; !open.isEmpty(); pause = pause.multipliedBy(2)) {
            LockSupport.parkNanos(pause.toNanos());
            open = send(open);
        }
    }

    private Map<String, List<WriteRequest>> send(Map<String, List<WriteRequest>> requests) {
        return client.batchWriteItem(write -> write.requestItems(requests)).unprocessedItems();
    }
}
