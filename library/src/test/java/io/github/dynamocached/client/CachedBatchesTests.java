package io.github.dynamocached.client;

import static io.github.dynamocached.client.IndexedTable.number;
import static io.github.dynamocached.client.IndexedTable.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.client.CacheMetadata.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/** BatchGetItem through both kinds of caching clients, over two listed tables and one that is not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CachedBatchesTests {

    private final IndexedTable one = new IndexedTable();
    private final IndexedTable two = new IndexedTable();
    private final IndexedTable other = new IndexedTable();
    private final ClientNode node = new ClientNode(List.of(one.name(), two.name()));
    private int last;

    @AfterAll
    void close() {
        node.close();
        one.close();
        two.close();
        other.close();
    }

    @BeforeEach
    void forgetWhatWasSent() {
        List<SdkRequest> unused = node.sent();
        last += 1000;
    }

    /** BatchGetItem by either client of a node. */
    enum Door {
        SYNCHRONOUS {
            @Override
            BatchGetItemResponse get(ClientNode node, BatchGetItemRequest request) {
                return node.client().batchGetItem(request);
            }
        },
        ASYNCHRONOUS {
            @Override
            BatchGetItemResponse get(ClientNode node, BatchGetItemRequest request) {
                return node.asyncClient().batchGetItem(request).join();
            }
        };

        abstract BatchGetItemResponse get(ClientNode node, BatchGetItemRequest request);
    }

    private Map<String, AttributeValue> key(int number) {
        return Map.of("owner", text("owner"), "number", number(last + number));
    }

    private KeysAndAttributes keys(int... numbers) {
        return KeysAndAttributes.builder()
                .keys(IntStream.of(numbers).mapToObj(this::key).toList())
                .build();
    }

    private static BatchGetItemRequest request(Map<String, KeysAndAttributes> items) {
        return BatchGetItemRequest.builder()
                .requestItems(items)
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                .build();
    }

    private void put(IndexedTable table, int number) {
        table.put("owner", last + number, Map.of("name", text("name " + number)));
    }

    private static List<AttributeValue> names(BatchGetItemResponse response, IndexedTable table) {
        List<AttributeValue> names = new ArrayList<>();
        response.responses().getOrDefault(table.name(), List.of()).forEach(item -> names.add(item.get("name")));
        return names;
    }

    @ParameterizedTest
    @EnumSource
    void onlyMissingKeysAreLoadedByOneRequest(Door door) {
        IntStream.rangeClosed(1, 3).forEach(number -> put(one, number));
        door.get(node, request(Map.of(one.name(), keys(1))));
        assertThat(node.sent()).hasSize(1);
        BatchGetItemResponse mixed = door.get(node, request(Map.of(one.name(), keys(3, 1, 4, 2))));
        assertThat(names(mixed, one)).containsExactly(text("name 3"), text("name 1"), text("name 2"));
        assertThat(CacheMetadata.of(mixed).source()).isEqualTo(Source.MISS);
        assertThat(CacheMetadata.of(mixed).count(Source.HIT)).isEqualTo(1);
        assertThat(CacheMetadata.of(mixed).count(Source.MISS)).isEqualTo(3);
        assertThat(node.sent())
                .singleElement()
                .satisfies(sent -> assertThat(
                                ((BatchGetItemRequest) sent).requestItems().values())
                        .flatMap(KeysAndAttributes::keys)
                        .containsExactlyInAnyOrder(key(2), key(3), key(4)));
        BatchGetItemResponse found = door.get(node, request(Map.of(one.name(), keys(1, 2, 3, 4))));
        assertThat(CacheMetadata.of(found).count(Source.HIT)).isEqualTo(4);
        assertThat(found.consumedCapacity())
                .singleElement()
                .satisfies(capacity -> assertThat(capacity.capacityUnits()).isZero());
        assertThat(found.hasUnprocessedKeys()).isTrue();
        assertThat(node.sent()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void tablesAndWhatPassesShareOneRequest(Door door) {
        List.of(one, two, other).forEach(table -> IntStream.rangeClosed(1, 2).forEach(number -> put(table, number)));
        BatchGetItemRequest all =
                request(Map.of(one.name(), keys(1, 2), two.name(), keys(1, 2), other.name(), keys(2)));
        BatchGetItemResponse loaded = door.get(node, all);
        assertThat(node.sent()).hasSize(1);
        BatchGetItemResponse again = door.get(node, all);
        for (BatchGetItemResponse response : List.of(loaded, again)) {
            assertThat(names(response, one)).containsExactly(text("name 1"), text("name 2"));
            assertThat(names(response, two)).containsExactly(text("name 1"), text("name 2"));
            assertThat(names(response, other)).containsExactly(text("name 2"));
        }
        assertThat(node.sent())
                .singleElement()
                .satisfies(sent ->
                        assertThat(((BatchGetItemRequest) sent).requestItems()).containsOnlyKeys(other.name()));
        assertThat(CacheMetadata.of(again).count(Source.PASSED)).isEqualTo(1);
        assertThat(again.consumedCapacity()).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource
    void loadsAreConsistentWhicheverTableMisses(Door door) {
        for (IndexedTable missing : List.of(one, two)) {
            last += 10;
            IndexedTable found = missing == one ? two : one;
            door.get(node, request(Map.of(found.name(), keys(1))));
            door.get(node, request(Map.of(one.name(), keys(1), two.name(), keys(1))));
            assertThat(node.sent())
                    .hasSize(2)
                    .allSatisfy(sent -> assertThat(
                                    ((BatchGetItemRequest) sent).requestItems().values())
                            .allMatch(KeysAndAttributes::consistentRead));
        }
    }

    @ParameterizedTest
    @EnumSource
    void batchAndSingleReadsShareTheirEntries(Door door) {
        put(one, 1);
        door.get(node, request(Map.of(one.name(), keys(1))));
        assertThat(node.client()
                        .getItem(get -> get.tableName(one.name()).key(key(1)))
                        .item())
                .containsEntry("name", text("name 1"));
        assertThat(node.sent()).hasSize(1);
        node.client().deleteItem(delete -> delete.tableName(one.name()).key(key(1)));
        assertThat(names(door.get(node, request(Map.of(one.name(), keys(1)))), one))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whatDynamoDbRefusesItRefusesItself(Door door) {
        BatchGetItemRequest twice = request(Map.of(one.name(), keys(1, 1)));
        assertThatThrownBy(() -> door.get(node, twice)).hasStackTraceContaining("duplicates");
        BatchGetItemRequest tooMany =
                request(Map.of(one.name(), keys(IntStream.rangeClosed(1, 101).toArray())));
        assertThatThrownBy(() -> door.get(node, tooMany)).hasStackTraceContaining("Too many items");
    }

    @ParameterizedTest
    @EnumSource
    void projectionsAreCutFromWholeItems(Door door) {
        put(one, 1);
        KeysAndAttributes names =
                keys(1).toBuilder().projectionExpression("city, of" + door).build();
        door.get(node, request(Map.of(one.name(), names)));
        assertThat(door.get(node, request(Map.of(one.name(), keys(1))))
                        .responses()
                        .get(one.name()))
                .singleElement()
                .satisfies(item -> assertThat(item).containsKeys("name", "owner"));
        List<SdkRequest> unused = node.sent();
        assertThat(door.get(node, request(Map.of(one.name(), names)))
                        .responses()
                        .get(one.name()))
                .containsExactly(Map.of("city", text("Riga")));
        assertThat(node.sent()).isEmpty();
    }
}
