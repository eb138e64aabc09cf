package io.github.dynamocached.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbAsyncTable;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedAsyncClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.extensions.annotations.DynamoDbVersionAttribute;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbBean;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbPartitionKey;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbSortKey;
import software.amazon.awssdk.enhanced.dynamodb.model.BatchGetItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.BatchWriteItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.enhanced.dynamodb.model.ReadBatch;
import software.amazon.awssdk.enhanced.dynamodb.model.TransactWriteItemsEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.WriteBatch;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Every operation of a table of the enhanced client over a caching client, over two tables. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CachedEnhancedClientTests {

    private final IndexedTable one = new IndexedTable();
    private final IndexedTable two = new IndexedTable();
    private final ClientNode node = new ClientNode(List.of(one.name(), two.name()));
    private final DynamoDbEnhancedClient enhanced =
            DynamoDbEnhancedClient.builder().dynamoDbClient(node.client()).build();
    private final DynamoDbEnhancedAsyncClient asyncEnhanced = DynamoDbEnhancedAsyncClient.builder()
            .dynamoDbClient(node.asyncClient())
            .build();
    private final TableSchema<Thing> schema = TableSchema.fromBean(Thing.class);
    private final DynamoDbTable<Thing> things = enhanced.table(one.name(), schema);
    private final DynamoDbTable<Thing> others = enhanced.table(two.name(), schema);
    private final DynamoDbAsyncTable<Thing> asyncThings = asyncEnhanced.table(one.name(), schema);
    private int last;

    @AfterAll
    void close() {
        node.close();
        one.close();
        two.close();
    }

    @BeforeEach
    void begin() {
        last++;
        List<SdkRequest> unused = node.sent();
    }

    /** An item with a version, which the client writes under a condition. */
    @DynamoDbBean
    public static class Thing {

        private String owner = "";
        private int number;
        private @Nullable String name;
        private @Nullable Integer version;

        @DynamoDbPartitionKey
        public String getOwner() {
            return owner;
        }

        public void setOwner(String owner) {
            this.owner = owner;
        }

        @DynamoDbSortKey
        public int getNumber() {
            return number;
        }

        public void setNumber(int number) {
            this.number = number;
        }

        public @Nullable String getName() {
            return name;
        }

        public void setName(@Nullable String name) {
            this.name = name;
        }

        @DynamoDbVersionAttribute
        public @Nullable Integer getVersion() {
            return version;
        }

        public void setVersion(@Nullable Integer version) {
            this.version = version;
        }
    }

    private Thing thing(int number, String name) {
        Thing thing = new Thing();
        thing.setOwner("owner-" + last);
        thing.setNumber(number);
        thing.setName(name);
        return thing;
    }

    private Key key(int number) {
        return Key.builder().partitionValue("owner-" + last).sortValue(number).build();
    }

    private @Nullable String nameOf(int number) {
        Thing found = things.getItem(key(number));
        Thing again = asyncThings.getItem(key(number)).join();
        assertThat(found == null ? null : found.getName()).isEqualTo(again == null ? null : again.getName());
        return found == null ? null : found.getName();
    }

    private List<@Nullable String> namesOfOwner() {
        List<@Nullable String> names = new ArrayList<>();
        things.query(QueryConditional.keyEqualTo(
                        Key.builder().partitionValue("owner-" + last).build()))
                .items()
                .forEach(thing -> names.add(thing.getName()));
        return names;
    }

    @Test
    void everyWriteOfATableIsSeenByTheNextRead() {
        assertThat(nameOf(1)).isNull();
        things.putItem(thing(1, "put"));
        assertThat(nameOf(1)).isEqualTo("put");
        assertThat(namesOfOwner()).containsExactly("put");
        Thing read = things.getItem(key(1));
        read.setName("updated");
        assertThat(things.updateItem(read).getVersion()).isEqualTo(2);
        assertThat(nameOf(1)).isEqualTo("updated");
        assertThat(namesOfOwner()).containsExactly("updated");
        things.deleteItem(things.getItem(key(1)));
        assertThat(nameOf(1)).isNull();
        assertThat(namesOfOwner()).isEmpty();
        asyncThings.putItem(thing(1, "again")).join();
        assertThat(nameOf(1)).isEqualTo("again");
    }

    @Test
    void readsAreAnsweredWithoutDynamoDb() {
        things.putItem(thing(1, "one"));
        things.putItem(thing(2, "two"));
        List<@Nullable String> names = namesOfOwner();
        String name = nameOf(1);
        List<SdkRequest> unused = node.sent();
        assertThat(namesOfOwner()).isEqualTo(names).containsExactly("one", "two");
        assertThat(nameOf(1)).isEqualTo(name).isEqualTo("one");
        assertThat(node.sent()).isEmpty();
    }

    @Test
    void versionThatSomebodyElseHasRaisedIsRefusedAndThenRead() {
        things.putItem(thing(1, "first"));
        Thing outdated = things.getItem(key(1));
        Thing newer = things.getItem(key(1));
        newer.setName("second");
        asyncThings.updateItem(newer).join();
        outdated.setName("lost");
        assertThatThrownBy(() -> things.updateItem(outdated)).isInstanceOf(ConditionalCheckFailedException.class);
        assertThat(nameOf(1)).isEqualTo("second");
    }

    @Test
    void batchesAndTransactionsOverTwoTablesEvictAndRead() {
        assertThat(nameOf(1)).isNull();
        assertThat(others.getItem(key(2))).isNull();
        DynamoDbEnhancedClient unversioned = DynamoDbEnhancedClient.builder()
                .dynamoDbClient(node.client())
                .extensions(List.of())
                .build();
        unversioned.batchWriteItem(BatchWriteItemEnhancedRequest.builder()
                .writeBatches(
                        WriteBatch.builder(Thing.class)
                                .mappedTableResource(unversioned.table(one.name(), schema))
                                .addPutItem(thing(1, "one"))
                                .build(),
                        WriteBatch.builder(Thing.class)
                                .mappedTableResource(unversioned.table(two.name(), schema))
                                .addPutItem(thing(2, "two"))
                                .build())
                .build());
        for (int i = 0; i < 2; i++) {
            assertThat(batch(things, 1)).containsExactly("one");
            assertThat(batch(others, 2)).containsExactly("two");
        }
        assertThat(nameOf(1)).isEqualTo("one");
        enhanced.transactWriteItems(TransactWriteItemsEnhancedRequest.builder()
                .addDeleteItem(things, key(1))
                .addPutItem(others, thing(3, "three"))
                .build());
        assertThat(nameOf(1)).isNull();
        assertThat(batch(others, 3)).containsExactly("three");
    }

    private List<@Nullable String> batch(DynamoDbTable<Thing> table, int number) {
        List<@Nullable String> names = new ArrayList<>();
        enhanced.batchGetItem(BatchGetItemEnhancedRequest.builder()
                        .readBatches(
                                ReadBatch.builder(Thing.class)
                                        .mappedTableResource(things)
                                        .addGetItem(key(number))
                                        .build(),
                                ReadBatch.builder(Thing.class)
                                        .mappedTableResource(others)
                                        .addGetItem(key(number))
                                        .build())
                        .build())
                .resultsForTable(table)
                .forEach(thing -> names.add(thing.getName()));
        return names;
    }

    @Test
    void scansAreAnsweredByDynamoDbUnlessTheyHaveATimeToLive() {
        things.putItem(thing(1, "scanned"));
        assertThat(things.scan().items()).anyMatch(thing -> "scanned".equals(thing.getName()));
        assertThat(things.describeTable().table().tableName()).isEqualTo(one.name());
    }
}
