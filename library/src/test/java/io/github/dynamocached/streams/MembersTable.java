package io.github.dynamocached.streams;

import io.github.dynamocached.servers.DynamoDbServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** A table of members with an index of their e-mail addresses and a stream, of which the test has read a part. */
final class MembersTable implements AutoCloseable {

    static final AwsCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));

    private final String name;
    private final DynamoDbClient client;
    private final DynamoDbStreamsClient streams;
    private final String streamArn;
    private String iterator;

    MembersTable(DynamoDbServer server, StreamViewType view) {
        this(server, "members-" + UUID.randomUUID(), view);
    }

    /** A table of a name that other servers have too. */
    MembersTable(DynamoDbServer server, String name, StreamViewType view) {
        this.name = name;
        client = DynamoDbClient.builder()
                .endpointOverride(server.endpoint())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(CREDENTIALS)
                .httpClient(UrlConnectionHttpClient.create())
                .build();
        streams = DynamoDbStreamsClient.builder()
                .endpointOverride(server.endpoint())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(CREDENTIALS)
                .httpClient(UrlConnectionHttpClient.create())
                .build();
        client.createTable(table -> table.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(List.of(text("id"), text("email")))
                .keySchema(List.of(partitionKey("id")))
                .globalSecondaryIndexes(List.of(GlobalSecondaryIndex.builder()
                        .indexName("by-email")
                        .keySchema(List.of(partitionKey("email")))
                        .projection(all -> all.projectionType(ProjectionType.ALL))
                        .build()))
                .streamSpecification(stream -> stream.streamEnabled(true).streamViewType(view)));
        streamArn = client.describeTable(table -> table.tableName(name)).table().latestStreamArn();
        String shard = streams.describeStream(stream -> stream.streamArn(streamArn))
                .streamDescription()
                .shards()
                .get(0)
                .shardId();
        iterator = streams.getShardIterator(from ->
                        from.streamArn(streamArn).shardId(shard).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
    }

    private static AttributeDefinition text(String attribute) {
        return AttributeDefinition.builder()
                .attributeName(attribute)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement partitionKey(String attribute) {
        return KeySchemaElement.builder()
                .attributeName(attribute)
                .keyType(KeyType.HASH)
                .build();
    }

    String name() {
        return name;
    }

    String streamArn() {
        return streamArn;
    }

    DynamoDbClient client() {
        return client;
    }

    void put(String id, String email) {
        client.putItem(put -> put.tableName(name).item(item(id, email)));
    }

    static Map<String, AttributeValue> item(String id, String email) {
        return Map.of("id", AttributeValue.fromS(id), "email", AttributeValue.fromS(email));
    }

    static Map<String, AttributeValue> key(String id) {
        return Map.of("id", AttributeValue.fromS(id));
    }

    /** What the stream shows that was not read before. */
    List<Record> newRecords() {
        List<Record> records = new ArrayList<>();
        GetRecordsResponse page;
        do {
            page = streams.getRecords(from -> from.shardIterator(iterator));
            records.addAll(page.records());
            iterator = page.nextShardIterator();
        } while (page.hasRecords() && !page.records().isEmpty());
        return records;
    }

    @Override
    public void close() {
        client.deleteTable(table -> table.tableName(name));
        client.close();
        streams.close();
    }
}
