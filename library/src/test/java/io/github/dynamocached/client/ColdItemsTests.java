package io.github.dynamocached.client;

import static io.github.dynamocached.client.IndexedTable.number;
import static io.github.dynamocached.client.IndexedTable.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** Items that no entry answers. */
class ColdItemsTests {

    private final IndexedTable table = new IndexedTable();
    private final ClientNode node = new ClientNode(table.name());

    @AfterEach
    void close() {
        node.close();
        table.close();
    }

    private GetItemRequest get(Map<String, AttributeValue> key) {
        return GetItemRequest.builder().tableName(table.name()).key(key).build();
    }

    @Test
    void itemsWithoutATimeToLiveAreReadFromDynamoDb() {
        Map<String, AttributeValue> key = Map.of("owner", text("cold"), "number", number(1));
        ClientSettings none =
                node.settings().withNamespace(ClientNode.newNamespace()).withItems(Duration.ZERO, Duration.ZERO);
        KeysAndAttributes keys = KeysAndAttributes.builder().keys(List.of(key)).build();
        try (ClientNode uncached = new ClientNode(table.name(), none)) {
            for (int i = 0; i < 2; i++) {
                uncached.client().getItem(get(key));
                uncached.client().batchGetItem(batch -> batch.requestItems(Map.of(table.name(), keys)));
            }
            assertThat(uncached.sent()).hasSize(4);
        }
    }
}
