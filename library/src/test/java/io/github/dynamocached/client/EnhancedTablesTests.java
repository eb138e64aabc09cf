package io.github.dynamocached.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.entities.Thing;
import io.github.dynamocached.entities.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbAsyncTable;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedAsyncClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.model.BatchGetResultPageIterable;
import software.amazon.awssdk.enhanced.dynamodb.model.PageIterable;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.enhanced.dynamodb.model.ReadBatch;
import software.amazon.awssdk.enhanced.dynamodb.model.WriteBatch;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** The enhanced client over caching clients: all operations of its tables, on beans with versions and immutable entities. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EnhancedTablesTests {

    private final IndexedTable things = new IndexedTable();
    private final String turnsName = "turns-" + UUID.randomUUID();
    private final DynamoDbTable<Turn> plainTurns = DynamoDbEnhancedClient.builder()
            .dynamoDbClient(things.client())
            .build()
            .table(turnsName, TableSchema.fromImmutableClass(Turn.class));
    private final ClientNode node = nodeOverBoth();
    private final DynamoDbEnhancedClient enhanced =
            DynamoDbEnhancedClient.builder().dynamoDbClient(node.client()).build();
    private final DynamoDbEnhancedAsyncClient enhancedAsync = DynamoDbEnhancedAsyncClient.builder()
            .dynamoDbClient(node.asyncClient())
            .build();
    private final DynamoDbTable<Thing> table = enhanced.table(things.name(), TableSchema.fromBean(Thing.class));
    private final DynamoDbAsyncTable<Thing> asyncTable =
            enhancedAsync.table(things.name(), TableSchema.fromBean(Thing.class));
    private final DynamoDbTable<Turn> turns = enhanced.table(turnsName, TableSchema.fromImmutableClass(Turn.class));

    private ClientNode nodeOverBoth() {
        plainTurns.createTable();
        return new ClientNode(List.of(things.name(), turnsName));
    }

    @AfterAll
    void close() {
        plainTurns.deleteTable();
        node.close();
        things.close();
    }

    private static Key key(String owner, int number) {
        return Key.builder().partitionValue(owner).sortValue(number).build();
    }

    private static QueryConditional partition(String owner) {
        return QueryConditional.keyEqualTo(key -> key.partitionValue(owner));
    }

    private static List<Integer> numbers(PageIterable<Thing> pages) {
        List<Integer> numbers = new ArrayList<>();
        pages.items().forEach(thing -> numbers.add(thing.getNumber()));
        return numbers;
    }

    @Test
    void itemIsReadFromTheCacheUntilItIsWrittenByAnyOperation() {
        assertThat(table.getItem(key("ann", 1))).isNull();
        table.putItem(Thing.of("ann", 1, "2026", "Riga"));
        assertThat(table.getItem(key("ann", 1)).getCity()).isEqualTo("Riga");
        node.sent();
        assertThat(table.getItem(key("ann", 1)).getVersion()).isEqualTo(1);
        assertThat(asyncTable.getItem(key("ann", 1)).join().getCity()).isEqualTo("Riga");
        assertThat(node.sent()).isEmpty();

        Thing read = table.getItem(key("ann", 1));
        read.setCity("Oslo");
        assertThat(table.updateItem(read).getVersion()).isEqualTo(2);
        assertThat(table.getItem(key("ann", 1)).getCity()).isEqualTo("Oslo");

        Thing again = asyncTable.getItem(key("ann", 1)).join();
        again.setCity("Bern");
        assertThat(asyncTable.updateItem(again).join().getVersion()).isEqualTo(3);
        assertThat(table.getItem(key("ann", 1)).getCity()).isEqualTo("Bern");

        assertThat(table.deleteItem(table.getItem(key("ann", 1))).getVersion()).isEqualTo(3);
        assertThat(table.getItem(key("ann", 1))).isNull();
        assertThat(asyncTable.getItem(key("ann", 1)).join()).isNull();

        asyncTable.putItem(Thing.of("ann", 1, "2026", "Rome")).join();
        assertThat(table.getItem(key("ann", 1)).getCity()).isEqualTo("Rome");
        assertThat(table.describeTable().table().tableName()).isEqualTo(things.name());
    }

    /** The write of another client is not seen until a condition fails. Then the next read loads. */
    @Test
    void failedVersionLetsTheNextReadSeeTheItem() {
        table.putItem(Thing.of("bob", 1, "2026", "Riga"));
        Thing first = table.getItem(key("bob", 1));
        Thing second = table.getItem(key("bob", 1));
        second.setCity("Oslo");
        table.updateItem(second);

        first.setCity("Bern");
        assertThatThrownBy(() -> table.updateItem(first)).isInstanceOf(ConditionalCheckFailedException.class);

        Thing current = table.getItem(key("bob", 1));
        assertThat(current.getCity()).isEqualTo("Oslo");
        current.setCity("Bern");
        assertThat(table.updateItem(current).getVersion()).isEqualTo(3);
    }

    @Test
    void queriesOfTableAndLocalIndexAreCachedAndOthersPass() {
        for (int number = 1; number <= 3; number++) {
            table.putItem(Thing.of("eve", number, "2026-0" + (4 - number), "Graz"));
        }
        for (int call = 1; call <= 2; call++) {
            assertThat(numbers(table.query(partition("eve")))).containsExactly(1, 2, 3);
            assertThat(numbers(table.query(query -> query.queryConditional(partition("eve"))
                            .scanIndexForward(false)
                            .limit(2))))
                    .containsExactly(3, 2, 1);
            assertThat(table.index(IndexedTable.LOCAL).query(partition("eve")).stream()
                            .flatMap(page -> page.items().stream())
                            .map(Thing::getNumber))
                    .containsExactly(3, 2, 1);
            assertThat(table.index(IndexedTable.GLOBAL).query(partition("Graz")).stream()
                            .flatMap(page -> page.items().stream()))
                    .hasSize(3);
        }
        node.sent();
        assertThat(numbers(table.query(partition("eve")))).containsExactly(1, 2, 3);
        List<Integer> async = new ArrayList<>();
        asyncTable
                .query(partition("eve"))
                .items()
                .subscribe(thing -> async.add(thing.getNumber()))
                .join();
        assertThat(async).containsExactly(1, 2, 3);
        assertThat(node.sent()).isEmpty();

        table.deleteItem(key("eve", 2));
        assertThat(numbers(table.query(partition("eve")))).containsExactly(1, 3);
        assertThat(numbers(table.scan())).contains(1, 3);
    }

    @Test
    void batchesOverTwoTablesAreReadFromTheCacheAndEvict() {
        Turn turn = Turn.of("s1", 1, "hello");
        table.putItem(Thing.of("kim", 1, "2026", "Rome"));
        table.putItem(Thing.of("kim", 2, "2026", "Rome"));
        assertThat(numbers(table.query(partition("kim")))).containsExactly(1, 2);
        enhanced.batchWriteItem(batch -> batch.writeBatches(
                WriteBatch.builder(Thing.class)
                        .mappedTableResource(table)
                        .addDeleteItem(key("kim", 2))
                        .build(),
                WriteBatch.builder(Turn.class)
                        .mappedTableResource(turns)
                        .addPutItem(turn)
                        .build()));
        assertThat(numbers(table.query(partition("kim")))).containsExactly(1);
        assertBatch("Rome", turn);
        node.sent();
        assertBatch("Rome", turn);
        assertThat(node.sent()).isEmpty();

        Turn later = Turn.of("s1", 1, "bye");
        Thing moved = table.getItem(key("kim", 1));
        moved.setCity("Pisa");
        enhanced.transactWriteItems(write -> write.addUpdateItem(table, moved).addPutItem(turns, later));

        assertBatch("Pisa", later);
        assertThat(turns.getItem(later)).isEqualTo(later);
        assertThat(enhanced.transactGetItems(read -> read.addGetItem(turns, later))
                        .get(0)
                        .getItem(turns))
                .isEqualTo(later);
    }

    private void assertBatch(String city, Turn turn) {
        BatchGetResultPageIterable pages = enhanced.batchGetItem(batch -> batch.readBatches(
                ReadBatch.builder(Thing.class)
                        .mappedTableResource(table)
                        .addGetItem(key("kim", 1))
                        .build(),
                ReadBatch.builder(Turn.class)
                        .mappedTableResource(turns)
                        .addGetItem(turn)
                        .build()));
        assertThat(pages.resultsForTable(table)).extracting(Thing::getCity).containsExactly(city);
        assertThat(pages.resultsForTable(turns)).containsExactly(turn);
    }
}
