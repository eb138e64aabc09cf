package io.github.dynamocached.example.seed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Writes many items with BatchWriteItem. */
@Component
class BatchWriter {

    private static final int LARGEST_BATCH = 25;

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

    /** DynamoDB may take a part of a batch and hand back the rest. */
    private void writeAll(String table, List<WriteRequest> batch) {
        Map<String, List<WriteRequest>> open = Map.of(table, List.copyOf(batch));
        while (!open.isEmpty()) {
            Map<String, List<WriteRequest>> asked = open;
            open = client.batchWriteItem(write -> write.requestItems(asked)).unprocessedItems();
        }
    }
}
