package io.github.dynamocached.client;

import static io.github.dynamocached.client.IndexedTable.number;
import static io.github.dynamocached.client.IndexedTable.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.client.CacheMetadata.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** A batch above the 16 MB that DynamoDB returns at once: it leaves keys unprocessed, and neither stores nor loses them. */
@Tag("full")
class LargeBatchesTests {

    private static final int ITEMS = 50;
    private static final String LARGE = "x".repeat(390 * 1024);

    private static Map<String, AttributeValue> key(int number) {
        return Map.of("owner", text("large"), "number", number(number));
    }

    private static BatchGetItemRequest request(IndexedTable table, List<Map<String, AttributeValue>> keys) {
        return BatchGetItemRequest.builder()
                .requestItems(Map.of(
                        table.name(), KeysAndAttributes.builder().keys(keys).build()))
                .build();
    }

    private static List<Map<String, AttributeValue>> unprocessed(IndexedTable table, BatchGetItemResponse response) {
        KeysAndAttributes left = response.unprocessedKeys().get(table.name());
        return left == null ? List.of() : left.keys();
    }

    @Test
    void keysThatDynamoDbLeavesUnprocessedStaySoAndAreAnsweredByTheNextCall() {
        try (IndexedTable table = new IndexedTable();
                ClientNode node = new ClientNode(table.name())) {
            IntStream.range(0, ITEMS).forEach(number -> table.put("large", number, Map.of("text", text(LARGE))));
            List<Map<String, AttributeValue>> keys =
                    IntStream.range(0, ITEMS).mapToObj(LargeBatchesTests::key).toList();
            BatchGetItemResponse plain = node.plain().batchGetItem(request(table, keys));
            assertThat(unprocessed(table, plain)).isNotEmpty();

            BatchGetItemResponse first = node.client().batchGetItem(request(table, keys));
            List<Map<String, AttributeValue>> left = unprocessed(table, first);
            List<Map<String, AttributeValue>> items =
                    new ArrayList<>(first.responses().getOrDefault(table.name(), List.of()));
            assertThat(left).isNotEmpty();
            assertThat(items.size() + left.size()).isEqualTo(ITEMS);

            BatchGetItemResponse rest =
                    node.asyncClient().batchGetItem(request(table, left)).join();
            assertThat(unprocessed(table, rest)).isEmpty();
            assertThat(CacheMetadata.of(rest).count(Source.MISS)).isEqualTo(left.size());
            items.addAll(rest.responses().getOrDefault(table.name(), List.of()));
            assertThat(items)
                    .hasSize(ITEMS)
                    .allSatisfy(item -> assertThat(item).containsEntry("text", text(LARGE)))
                    .extracting(item -> item.get("number"))
                    .doesNotHaveDuplicates();

            BatchGetItemResponse all = node.client().batchGetItem(request(table, keys));
            assertThat(unprocessed(table, all)).isEmpty();
            assertThat(CacheMetadata.of(all).count(Source.HIT)).isEqualTo(ITEMS);
        }
    }
}
