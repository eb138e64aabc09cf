package io.github.dynamocached.client;

import static io.github.dynamocached.client.IndexedTable.number;
import static io.github.dynamocached.client.IndexedTable.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.client.CacheMetadata.Source;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** GetItem through both kinds of caching clients, in front of a real Redis and DynamoDB Local. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CachedItemsTests {

    private final IndexedTable table = new IndexedTable();
    private final ClientNode node = new ClientNode(table.name());
    private int last;

    @AfterAll
    void close() {
        node.close();
        table.close();
    }

    @BeforeEach
    void forgetWhatWasSent() {
        List<SdkRequest> unused = node.sent();
    }

    /** GetItem by either client of a node. */
    enum Door {
        SYNCHRONOUS {
            @Override
            GetItemResponse get(ClientNode node, GetItemRequest request) {
                return node.client().getItem(request);
            }
        },
        ASYNCHRONOUS {
            @Override
            GetItemResponse get(ClientNode node, GetItemRequest request) {
                return node.asyncClient().getItem(request).join();
            }
        };

        abstract GetItemResponse get(ClientNode node, GetItemRequest request);
    }

    static Stream<Door> doors() {
        return Stream.of(Door.values());
    }

    /** Another item for each test. */
    private Map<String, AttributeValue> newKey() {
        last++;
        return Map.of("owner", text("owner-" + last), "number", number(last));
    }

    private void put(Map<String, AttributeValue> key, String name) {
        table.put(required(key, "owner"), required(key, "number"), Map.of("name", text(name), "year", number(1912)));
    }

    private static AttributeValue required(Map<String, AttributeValue> key, String name) {
        return Objects.requireNonNull(key.get(name));
    }

    private GetItemRequest get(Map<String, AttributeValue> key) {
        return GetItemRequest.builder().tableName(table.name()).key(key).build();
    }

    @ParameterizedTest
    @MethodSource("doors")
    void itemIsLoadedOnceAndThenFound(Door door) {
        Map<String, AttributeValue> key = newKey();
        put(key, "Turing");
        GetItemResponse loaded = door.get(node, get(key));
        assertThat(loaded.item()).containsEntry("name", text("Turing"));
        assertThat(CacheMetadata.of(loaded).source()).isEqualTo(Source.MISS);
        assertThat(loaded.responseMetadata().requestId()).isNotEqualTo("UNKNOWN");
        assertThat(node.sent()).hasSize(1);
        GetItemResponse found = door.get(node, get(key));
        assertThat(found.item()).isEqualTo(loaded.item());
        assertThat(CacheMetadata.of(found).source()).isEqualTo(Source.HIT);
        assertThat(node.sent()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("doors")
    void absenceIsFoundUntilTheItemIsWritten(Door door) {
        Map<String, AttributeValue> key = newKey();
        assertThat(door.get(node, get(key)).hasItem()).isFalse();
        GetItemResponse absent = door.get(node, get(key));
        assertThat(absent.hasItem()).isFalse();
        assertThat(absent.item()).isEmpty();
        assertThat(CacheMetadata.of(absent).source()).isEqualTo(Source.HIT);
        put(key, "Hopper");
        assertThat(door.get(node, get(key)).item()).containsEntry("name", text("Hopper"));
    }

    @ParameterizedTest
    @MethodSource("doors")
    void projectionIsCutFromTheStoredItemOnceDynamoDbHasAcceptedIt(Door door) {
        Map<String, AttributeValue> key = newKey();
        put(key, "Lovelace");
        GetItemRequest name = get(key).toBuilder()
                .projectionExpression("#n, missing" + last)
                .expressionAttributeNames(Map.of("#n", "name"))
                .build();
        door.get(node, get(key));
        assertThat(node.sent()).hasSize(1);
        assertThat(door.get(node, name).item()).isEqualTo(Map.of("name", text("Lovelace")));
        assertThat(node.sent()).hasSize(1);
        GetItemResponse cut = door.get(node, name);
        assertThat(cut.item()).isEqualTo(Map.of("name", text("Lovelace")));
        assertThat(CacheMetadata.of(cut).source()).isEqualTo(Source.HIT);
        assertThat(door.get(node, get(key)).item()).containsEntry("year", number(1912));
        assertThat(node.sent()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("doors")
    void missOfAProjectionStoresTheWholeItem(Door door) {
        Map<String, AttributeValue> accepted = newKey();
        GetItemRequest year =
                get(accepted).toBuilder().attributesToGet("year", "of " + door).build();
        door.get(node, year);
        Map<String, AttributeValue> key = newKey();
        put(key, "Hamilton");
        node.sent();
        GetItemResponse loaded = door.get(node, year.toBuilder().key(key).build());
        assertThat(loaded.item()).isEqualTo(Map.of("year", number(1912)));
        assertThat(CacheMetadata.of(loaded).source()).isEqualTo(Source.MISS);
        assertThat(door.get(node, get(key)).item()).containsEntry("name", text("Hamilton"));
        assertThat(node.sent()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("doors")
    void numberIsOneKeyHoweverItIsWritten(Door door) {
        Map<String, AttributeValue> key = newKey();
        put(key, "Noether");
        door.get(node, get(key));
        node.sent();
        Map<String, AttributeValue> other =
                Map.of("owner", required(key, "owner"), "number", AttributeValue.fromN(last + ".0"));
        assertThat(door.get(node, get(other)).item()).containsEntry("name", text("Noether"));
        assertThat(node.sent()).isEmpty();
        table.client().deleteItem(delete -> delete.tableName(table.name()).key(other));
        assertThat(door.get(node, get(key)).hasItem()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("doors")
    void hitHasConsumedNothing(Door door) {
        Map<String, AttributeValue> key = newKey();
        GetItemRequest request = get(key).toBuilder()
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                .build();
        assertThat(door.get(node, request).consumedCapacity().capacityUnits()).isEqualTo(1);
        assertThat(door.get(node, request).consumedCapacity().capacityUnits()).isZero();
    }

    @ParameterizedTest
    @MethodSource("doors")
    void consistentReadIsAnsweredByDynamoDb(Door door) {
        Map<String, AttributeValue> key = newKey();
        put(key, "Curie");
        door.get(node, get(key));
        GetItemResponse passed =
                door.get(node, get(key).toBuilder().consistentRead(true).build());
        assertThat(CacheMetadata.of(passed).source()).isEqualTo(Source.PASSED);
        assertThat(node.sent()).hasSize(2);
    }

    /** Each write as it is made by some client of some kind. */
    private Stream<Runnable> writesOf(Map<String, AttributeValue> key) {
        String name = table.name();
        Map<String, AttributeValue> item =
                Map.of("owner", required(key, "owner"), "number", required(key, "number"), "name", text("new"));
        WriteRequest put = WriteRequest.builder()
                .putRequest(PutRequest.builder().item(item).build())
                .build();
        WriteRequest delete = WriteRequest.builder()
                .deleteRequest(DeleteRequest.builder().key(key).build())
                .build();
        return Stream.of(
                () -> node.client().putItem(write -> write.tableName(name).item(item)),
                () -> node.client().deleteItem(write -> write.tableName(name).key(key)),
                () -> node.client()
                        .updateItem(write -> write.tableName(name)
                                .key(key)
                                .updateExpression("SET title = :t")
                                .expressionAttributeValues(Map.of(":t", text("Dr.")))),
                () -> node.client().batchWriteItem(write -> write.requestItems(Map.of(name, List.of(put)))),
                () -> node.client().batchWriteItem(write -> write.requestItems(Map.of(name, List.of(delete)))),
                () -> node.client()
                        .transactWriteItems(write -> write.transactItems(TransactWriteItem.builder()
                                .put(part -> part.tableName(name).item(item))
                                .build())),
                () -> node.client()
                        .executeStatement(write -> write.statement(
                                        "UPDATE \"" + name + "\" SET title = 'Prof.' WHERE owner = ? AND number = ?")
                                .parameters(required(key, "owner"), required(key, "number"))),
                () -> node.asyncClient()
                        .putItem(write -> write.tableName(name).item(item))
                        .join(),
                () -> node.asyncClient()
                        .deleteItem(write -> write.tableName(name).key(key))
                        .join(),
                () -> table.client().putItem(write -> write.tableName(name).item(item)),
                () -> node.plain().deleteItem(write -> write.tableName(name).key(key)));
    }

    @Test
    void everyWriteOfAnyClientEvictsTheItem() {
        Map<String, AttributeValue> key = newKey();
        writesOf(key).forEach(write -> {
            node.client().getItem(get(key));
            write.run();
            Map<String, AttributeValue> now = table.client().getItem(get(key)).item();
            assertThat(node.client().getItem(get(key)).item()).isEqualTo(now);
            assertThat(node.asyncClient().getItem(get(key)).join().item()).isEqualTo(now);
        });
    }

    @Test
    void writeOfANodeThatCachesNothingEvictsOnAnother() {
        Map<String, AttributeValue> key = newKey();
        node.client().getItem(get(key));
        ClientSettings writing = node.settings().withReads(false);
        try (ClientNode other = new ClientNode(table.name(), writing)) {
            other.client().putItem(put -> put.tableName(table.name()).item(key));
            assertThat(node.client().getItem(get(key)).item()).isEqualTo(key);
            assertThat(CacheMetadata.of(other.client().getItem(get(key))).source())
                    .isEqualTo(Source.PASSED);
        }
    }

    @Test
    void answersOfTheAsynchronousClientAreNotOnAThreadOfRedis() {
        Map<String, AttributeValue> key = newKey();
        for (int i = 0; i < 20; i++) {
            CompletableFuture<String> thread = node.asyncClient()
                    .getItem(get(key))
                    .thenApply(response -> Thread.currentThread().getName());
            assertThat(thread.join()).doesNotContain("redisson");
        }
    }
}
