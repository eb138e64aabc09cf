package io.github.dynamocached.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.Budgets;
import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Consistency;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.cache.Node;
import io.github.dynamocached.load.BlockingLoader;
import io.github.dynamocached.memory.InMemoryEntryStore;
import io.github.dynamocached.memory.InMemoryLoadLock;
import io.github.dynamocached.memory.InMemoryServer;
import io.github.dynamocached.servers.SharedServers;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.Get;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem;

/** Real requests of a client that knows nothing of us: what was consistent shows in the capacity they consumed. */
class ConsistentReadsTests {

    private static final double CONSISTENT = 1.0;
    private static final double EVENTUAL = 0.5;
    private static final String TABLE = "users-" + UUID.randomUUID();
    private static final String INDEX = "by-email";
    private static final DynamoDbClient CLIENT = DynamoDbClient.builder()
            .endpointOverride(SharedServers.dynamoDb().endpoint())
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .httpClient(UrlConnectionHttpClient.create())
            .build();

    private final InMemoryServer server = new InMemoryServer();
    private final Slot slot = new Slot(CacheKey.of("users", List.of("1")), "Text");
    private final Node strict = node(Consistency.STRICT);
    private final Node eventual = node(Consistency.EVENTUAL);

    @BeforeAll
    static void createTable() {
        CLIENT.createTable(table -> table.tableName(TABLE)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(text("id"), text("email"))
                .keySchema(hash("id"))
                .globalSecondaryIndexes(GlobalSecondaryIndex.builder()
                        .indexName(INDEX)
                        .keySchema(hash("email"))
                        .projection(Projection.builder()
                                .projectionType(ProjectionType.ALL)
                                .build())
                        .build()));
        CLIENT.putItem(put -> put.tableName(TABLE)
                .item(Map.of("id", AttributeValue.fromS("1"), "email", AttributeValue.fromS("a@b.c"))));
    }

    @AfterAll
    static void closeClient() {
        CLIENT.close();
    }

    @AfterEach
    void closeNodes() {
        strict.close();
        eventual.close();
    }

    @Test
    void getItemOfStrictCacheIsConsistentAndThatOfEventualOneIsNot() {
        assertThat(strict.read(slot, () -> units(getItem()))).isEqualTo(loaded(CONSISTENT));
        assertThat(eventual.read(slot, () -> units(getItem()))).isEqualTo(loaded(EVENTUAL));
        assertThat(getItem()).isEqualTo(EVENTUAL);
    }

    @Test
    void choiceOfTheCallerStands() {
        assertThat(strict.read(
                        slot,
                        () -> units(CLIENT.getItem(get -> get.tableName(TABLE)
                                        .key(key())
                                        .consistentRead(false)
                                        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL))
                                .consumedCapacity()
                                .capacityUnits())))
                .isEqualTo(loaded(EVENTUAL));
    }

    @Test
    void queryAndScanOfTableAreConsistent() {
        assertThat(strict.read(slot, () -> units(query(null)))).isEqualTo(loaded(CONSISTENT));
        assertThat(strict.read(
                        other(),
                        () -> units(CLIENT.scan(scan ->
                                        scan.tableName(TABLE).returnConsumedCapacity(ReturnConsumedCapacity.TOTAL))
                                .consumedCapacity()
                                .capacityUnits())))
                .isEqualTo(loaded(CONSISTENT));
    }

    @Test
    void queryOfGlobalIndexIsLeftAlone() {
        assertThat(strict.read(slot, () -> units(query(INDEX)))).isEqualTo(loaded(EVENTUAL));
    }

    @Test
    void everyTableOfBatchIsConsistent() {
        assertThat(strict.read(
                        slot,
                        () -> units(CLIENT.batchGetItem(batch -> batch.requestItems(Map.of(
                                                TABLE,
                                                KeysAndAttributes.builder()
                                                        .keys(List.of(key()))
                                                        .build()))
                                        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL))
                                .consumedCapacity()
                                .get(0)
                                .capacityUnits())))
                .isEqualTo(loaded(CONSISTENT));
    }

    @Test
    void statementOnTableIsConsistent() {
        assertLivesAfterEviction(
                load -> strict.read(slot, load),
                true,
                () -> statement("SELECT * FROM \"" + TABLE + "\" WHERE id = '1'"));
    }

    @Test
    void statementOnGlobalIndexIsLeftAlone() {
        assertLivesAfterEviction(
                load -> strict.read(slot, load),
                false,
                () -> statement("SELECT * FROM \"" + TABLE + "\".\"" + INDEX + "\" WHERE email = 'a@b.c'"));
    }

    @Test
    void provenLoadAfterEvictionLivesItsFullLife() {
        assertLivesAfterEviction(load -> strict.read(slot, load), true, () -> units(getItem()));
    }

    @Test
    void transactionalReadIsConsistentByNature() {
        assertLivesAfterEviction(
                load -> strict.read(slot, load),
                true,
                () -> CLIENT.transactGetItems(transaction -> transaction.transactItems(List.of(TransactGetItem.builder()
                                .get(Get.builder().tableName(TABLE).key(key()).build())
                                .build())))
                        .responses()
                        .get(0)
                        .item()
                        .toString());
    }

    @Test
    void loadFromGlobalIndexAfterEvictionLivesShort() {
        assertLivesAfterEviction(load -> strict.read(slot, load), false, () -> units(query(INDEX)));
    }

    private void assertLivesAfterEviction(Consumer<BlockingLoader> read, boolean lives, BlockingLoader load) {
        strict.evict(slot);
        read.accept(load);
        server.advance(Node.SETTINGS.holdOff());
        Outcome next = strict.read(slot, () -> "loaded again");
        assertThat(next.source()).isEqualTo(lives ? Outcome.Source.HIT : Outcome.Source.MISS);
    }

    private static double getItem() {
        return CLIENT.getItem(
                        get -> get.tableName(TABLE).key(key()).returnConsumedCapacity(ReturnConsumedCapacity.TOTAL))
                .consumedCapacity()
                .capacityUnits();
    }

    private static double query(@Nullable String index) {
        String attribute = index == null ? "id" : "email";
        String value = index == null ? "1" : "a@b.c";
        return CLIENT.query(query -> query.tableName(TABLE)
                        .indexName(index)
                        .keyConditionExpression(attribute + " = :value")
                        .expressionAttributeValues(Map.of(":value", AttributeValue.fromS(value)))
                        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL))
                .consumedCapacity()
                .capacityUnits();
    }

    /** The answer holds no capacity here, but a consistent read of the index would be refused. */
    private static String statement(String text) {
        return CLIENT.executeStatement(statement -> statement.statement(text))
                .items()
                .toString();
    }

    private static String units(double consumed) {
        return String.valueOf(consumed);
    }

    private static Outcome loaded(double units) {
        return new Outcome(Outcome.Source.MISS, units(units), 0);
    }

    private static Map<String, AttributeValue> key() {
        return Map.of("id", AttributeValue.fromS("1"));
    }

    private static Slot other() {
        return new Slot(CacheKey.of("users", List.of("2")), "Text");
    }

    private Node node(Consistency consistency) {
        CacheSettings settings = Node.SETTINGS.with().consistency(consistency).build();
        return new Node(
                new InMemoryEntryStore(consistency == Consistency.STRICT ? server : new InMemoryServer()),
                new InMemoryLoadLock(consistency == Consistency.STRICT ? server : new InMemoryServer()),
                settings,
                new Budgets(Duration.ofSeconds(10), Duration.ofSeconds(10)));
    }

    private static AttributeDefinition text(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement hash(String name) {
        return KeySchemaElement.builder()
                .attributeName(name)
                .keyType(KeyType.HASH)
                .build();
    }
}
