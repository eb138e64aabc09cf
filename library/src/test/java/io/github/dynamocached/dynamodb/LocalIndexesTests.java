package io.github.dynamocached.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.Consistency;
import io.github.dynamocached.cache.Node;
import io.github.dynamocached.memory.InMemoryEntryStore;
import io.github.dynamocached.memory.InMemoryLoadLock;
import io.github.dynamocached.memory.InMemoryServer;
import io.github.dynamocached.servers.SharedServers;
import io.github.dynamocached.store.Slot;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

class LocalIndexesTests {

    private static final String DECLARED = "by-date";
    private static final String UNKNOWN = "by-place";
    private static final String TABLE = "visits-" + UUID.randomUUID();
    private static final ReadsOfClient READS = new ReadsOfClient();
    private static final DynamoDbClient CLIENT = DynamoDbClient.builder()
            .endpointOverride(SharedServers.dynamoDb().endpoint())
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .overrideConfiguration(configuration -> configuration.addExecutionInterceptor(READS))
            .httpClient(UrlConnectionHttpClient.create())
            .build();

    private final InMemoryServer server = new InMemoryServer();
    private final Slot slot = new Slot(CacheKey.of("users", List.of("1")), "Text");
    private final Node node = Node.on(
            new InMemoryEntryStore(server),
            new InMemoryLoadLock(server),
            Node.SETTINGS.with().consistency(Consistency.STRICT).build());

    @BeforeAll
    static void createTable() {
        CLIENT.createTable(table -> table.tableName(TABLE)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(text("id"), text("hour"), text("date"), text("place"))
                .keySchema(key("id", KeyType.HASH), key("hour", KeyType.RANGE))
                .localSecondaryIndexes(index(DECLARED, "date"), index(UNKNOWN, "place")));
        CLIENT.putItem(put -> put.tableName(TABLE)
                .item(Map.of(
                        "id", AttributeValue.fromS("1"),
                        "hour", AttributeValue.fromS("12"),
                        "date", AttributeValue.fromS("today"),
                        "place", AttributeValue.fromS("here"))));
        LocalIndexes.declare(TABLE + "/" + DECLARED);
    }

    @AfterAll
    static void closeClient() {
        CLIENT.close();
    }

    @AfterEach
    void closeNode() {
        node.close();
        READS.forget();
    }

    @Test
    void queryAndScanOfDeclaredIndexAreConsistent() {
        node.read(slot, () -> query(DECLARED) + scan(DECLARED));
        assertThat(READS.count()).isEqualTo(2);
        assertThat(READS.areAllConsistent()).isTrue();
    }

    @Test
    void queryOfAnotherIndexIsLeftAlone() {
        node.read(slot, () -> query(UNKNOWN));
        assertThat(READS.count()).isEqualTo(1);
        assertThat(READS.areAllConsistent()).isFalse();
    }

    @Test
    void tableMayBeNamedByItsArn() {
        assertThat(LocalIndexes.isDeclared("arn:aws:dynamodb:eu-central-1:000000000000:table/" + TABLE, DECLARED))
                .isTrue();
        assertThat(LocalIndexes.isDeclared("other", DECLARED)).isFalse();
    }

    @Test
    void anythingButATableAndAnIndexIsRefused() {
        assertThatThrownBy(() -> LocalIndexes.declare("by-date"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"by-date\" is not a table and an index. Write both names with a slash between, for"
                        + " example \"turns/by-date\".");
    }

    private static String query(String index) {
        return CLIENT.query(query -> query.tableName(TABLE)
                        .indexName(index)
                        .keyConditionExpression("id = :id")
                        .expressionAttributeValues(Map.of(":id", AttributeValue.fromS("1"))))
                .items()
                .toString();
    }

    private static String scan(String index) {
        return CLIENT.scan(scan -> scan.tableName(TABLE).indexName(index))
                .items()
                .toString();
    }

    private static LocalSecondaryIndex index(String name, String sortKey) {
        return LocalSecondaryIndex.builder()
                .indexName(name)
                .keySchema(key("id", KeyType.HASH), key(sortKey, KeyType.RANGE))
                .projection(projection -> projection.projectionType(ProjectionType.ALL))
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    private static AttributeDefinition text(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }
}
