package io.github.dynamocached.client;

import io.github.dynamocached.servers.SharedServers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * A table of DynamoDB Local with the keys {@code owner} and {@code number}, the local index {@code by-date} and the global index
 * {@code by-city}.
 */
final class IndexedTable implements AutoCloseable {

    static final String LOCAL = "by-date";
    static final String GLOBAL = "by-city";

    private final String name = "things-" + UUID.randomUUID();
    private final DynamoDbClient client = newClient();
    private final DynamoDbAsyncClient asyncClient = newAsyncClient();

    IndexedTable() {
        this(ScalarAttributeType.S, ScalarAttributeType.N);
    }

    /** A table with keys of other types. */
    IndexedTable(ScalarAttributeType owner, ScalarAttributeType number) {
        client.createTable(table -> table.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                        attribute("owner", owner),
                        attribute("number", number),
                        attribute("date", ScalarAttributeType.S),
                        attribute("city", ScalarAttributeType.S))
                .keySchema(key("owner", KeyType.HASH), key("number", KeyType.RANGE))
                .localSecondaryIndexes(LocalSecondaryIndex.builder()
                        .indexName(LOCAL)
                        .keySchema(key("owner", KeyType.HASH), key("date", KeyType.RANGE))
                        .projection(projection -> projection.projectionType(ProjectionType.ALL))
                        .build())
                .globalSecondaryIndexes(GlobalSecondaryIndex.builder()
                        .indexName(GLOBAL)
                        .keySchema(key("city", KeyType.HASH))
                        .projection(projection -> projection.projectionType(ProjectionType.ALL))
                        .build()));
    }

    private static DynamoDbClient newClient() {
        return DynamoDbClient.builder()
                .endpointOverride(SharedServers.dynamoDb().endpoint())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    private static DynamoDbAsyncClient newAsyncClient() {
        return DynamoDbAsyncClient.builder()
                .endpointOverride(SharedServers.dynamoDb().endpoint())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .build();
    }

    private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(type)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    String name() {
        return name;
    }

    DynamoDbClient client() {
        return client;
    }

    DynamoDbAsyncClient asyncClient() {
        return asyncClient;
    }

    /** Stores an item with these attributes and the index keys {@code date} and {@code city}. */
    void put(AttributeValue owner, AttributeValue number, Map<String, AttributeValue> attributes) {
        Map<String, AttributeValue> item = new LinkedHashMap<>(attributes);
        item.put("owner", owner);
        item.put("number", number);
        item.putIfAbsent("date", text("2026-01-02"));
        item.putIfAbsent("city", text("Riga"));
        client.putItem(put -> put.tableName(name).item(item));
    }

    void put(String owner, int number, Map<String, AttributeValue> attributes) {
        put(text(owner), number(number), attributes);
    }

    static AttributeValue text(String text) {
        return AttributeValue.fromS(text);
    }

    static AttributeValue number(int number) {
        return AttributeValue.fromN(Integer.toString(number));
    }

    @Override
    public void close() {
        client.deleteTable(table -> table.tableName(name));
        client.close();
        asyncClient.close();
    }
}
