package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbAsyncTable;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedAsyncClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.MappedTableResource;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.model.BatchWriteItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.DeleteItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.PutItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.TransactWriteItemsEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.UpdateItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.WriteBatch;

/** Every method of the enhanced clients that writes evicts the item and its partition, and nothing else. */
class EnhancedWritesTests extends SdkWritesFixture {

    /** Another kind of write: it evicts every key. */
    private static final Set<String> OF_TABLE = Set.of("createTable", "deleteTable");

    private static final Set<String> OTHERS = Set.of(
            "batchGetItem",
            "builder",
            "create",
            "describeTable",
            "dynamoDbAsyncClient",
            "dynamoDbClient",
            "getItem",
            "getItemWithResponse",
            "index",
            "keyFrom",
            "mapperExtension",
            "query",
            "scan",
            "table",
            "tableName",
            "tableSchema",
            "transactGetItems",
            "vectorIndex");

    private static final Turn TURN = Turn.of("a", 1, "new");
    private static final Set<String> KEYS = Set.of("turns:a:1", "sessions:a");

    private final DynamoDbEnhancedClient enhanced =
            DynamoDbEnhancedClient.builder().dynamoDbClient(client).build();
    private final DynamoDbEnhancedAsyncClient enhancedAsync =
            DynamoDbEnhancedAsyncClient.builder().dynamoDbClient(asyncClient).build();
    private final DynamoDbAsyncTable<Turn> asyncTable =
            enhancedAsync.table(tableName, TableSchema.fromBean(Turn.class));

    private static PutItemEnhancedRequest<Turn> put() {
        return PutItemEnhancedRequest.builder(Turn.class).item(TURN).build();
    }

    private static UpdateItemEnhancedRequest<Turn> update() {
        return UpdateItemEnhancedRequest.builder(Turn.class).item(TURN).build();
    }

    private DeleteItemEnhancedRequest delete() {
        return DeleteItemEnhancedRequest.builder().key(table.keyFrom(TURN)).build();
    }

    private BatchWriteItemEnhancedRequest batch(MappedTableResource<Turn> resource) {
        return BatchWriteItemEnhancedRequest.builder()
                .addWriteBatch(WriteBatch.builder(Turn.class)
                        .mappedTableResource(resource)
                        .addPutItem(TURN)
                        .build())
                .build();
    }

    private static TransactWriteItemsEnhancedRequest transaction(MappedTableResource<Turn> resource) {
        return TransactWriteItemsEnhancedRequest.builder()
                .addDeleteItem(resource, TURN)
                .build();
    }

    private Map<String, Runnable> synchronous() {
        Map<String, Runnable> writes = new LinkedHashMap<>();
        writes.put("putItem", () -> table.putItem(put()));
        writes.put("putItemWithResponse", () -> table.putItemWithResponse(put()));
        writes.put("updateItem", () -> table.updateItem(update()));
        writes.put("updateItemWithResponse", () -> table.updateItemWithResponse(update()));
        writes.put("deleteItem", () -> table.deleteItem(delete()));
        writes.put("deleteItemWithResponse", () -> table.deleteItemWithResponse(delete()));
        writes.put("batchWriteItem", () -> enhanced.batchWriteItem(batch(table)));
        writes.put("transactWriteItems", () -> enhanced.transactWriteItems(transaction(table)));
        writes.put("transactWriteItemsWithResponse", () -> enhanced.transactWriteItemsWithResponse(transaction(table)));
        return writes;
    }

    private Map<String, Runnable> asynchronous() {
        Map<String, Runnable> writes = new LinkedHashMap<>();
        writes.put("putItem", () -> asyncTable.putItem(put()).join());
        writes.put(
                "putItemWithResponse",
                () -> asyncTable.putItemWithResponse(put()).join());
        writes.put("updateItem", () -> asyncTable.updateItem(update()).join());
        writes.put(
                "updateItemWithResponse",
                () -> asyncTable.updateItemWithResponse(update()).join());
        writes.put("deleteItem", () -> asyncTable.deleteItem(delete()).join());
        writes.put(
                "deleteItemWithResponse",
                () -> asyncTable.deleteItemWithResponse(delete()).join());
        writes.put(
                "batchWriteItem",
                () -> enhancedAsync.batchWriteItem(batch(asyncTable)).join());
        writes.put(
                "transactWriteItems",
                () -> enhancedAsync.transactWriteItems(transaction(asyncTable)).join());
        writes.put(
                "transactWriteItemsWithResponse",
                () -> enhancedAsync
                        .transactWriteItemsWithResponse(transaction(asyncTable))
                        .join());
        return writes;
    }

    /** A new method of the SDK belongs into one of the lists. */
    @Test
    void everyMethodOfTheEnhancedClientsIsKnownToWriteOrNot() {
        assertKnown(synchronous().keySet(), DynamoDbTable.class, DynamoDbEnhancedClient.class);
        assertKnown(asynchronous().keySet(), DynamoDbAsyncTable.class, DynamoDbEnhancedAsyncClient.class);
    }

    private static void assertKnown(Set<String> writes, Class<?>... types) {
        Set<String> names = Arrays.stream(types)
                .flatMap(type -> Arrays.stream(type.getMethods()))
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(names).containsAll(writes).containsAll(OF_TABLE);
        assertThat(names)
                .isSubsetOf(
                        Stream.of(writes, OF_TABLE, OTHERS).flatMap(Set::stream).toList());
    }

    private void assertEvictEach(Map<String, Runnable> writes, Consumer<List<String>> awaited) {
        play((turns, fixture) -> writes.forEach((name, write) -> {
            table.putItem(TURN);
            fill(turns);
            List<String> left =
                    stored().stream().filter(key -> !KEYS.contains(key)).toList();
            write.run();
            awaited.accept(left);
            assertThat(stored()).as(name).containsExactlyElementsOf(left);
        }));
    }

    @Test
    void everyWriteOfTheSynchronousClientIsEvictedWhenItReturns() {
        assertEvictEach(synchronous(), left -> {});
    }

    @Test
    void everyWriteOfTheAsynchronousClientIsEvicted() {
        assertEvictEach(asynchronous(), left -> awaitEvicted(KEYS.toArray(String[]::new)));
    }

    @Test
    void tableThatTheAsynchronousClientDeletesAndCreatesEvictsEveryKey() {
        play((turns, fixture) -> {
            table.putItem(TURN);
            fill(turns);
            asyncTable.deleteTable().join();
            awaitEvicted("turns:a:1", "turns:b:3", "sessions:a", "sessions:b");
            asyncTable.createTable().join();
            assertThat(turns.find("a", 1)).isNull();
        });
    }
}
