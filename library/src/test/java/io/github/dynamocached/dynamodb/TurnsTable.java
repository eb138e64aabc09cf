package io.github.dynamocached.dynamodb;

import io.github.dynamocached.entities.Turn;
import io.github.dynamocached.servers.SharedServers;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbAsyncTable;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedAsyncClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** A session of three turns, behind every kind of client. */
final class TurnsTable implements AutoCloseable {

    static final String SESSION = "s1";

    private static final AwsCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));

    private final String name = "turns-" + UUID.randomUUID();
    private final ReadsOfClient reads = new ReadsOfClient();
    private final DynamoDbClient client = DynamoDbClient.builder()
            .endpointOverride(SharedServers.dynamoDb().endpoint())
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(CREDENTIALS)
            .overrideConfiguration(configuration -> configuration.addExecutionInterceptor(reads))
            .httpClient(UrlConnectionHttpClient.create())
            .build();
    private final DynamoDbAsyncClient asyncClient = DynamoDbAsyncClient.builder()
            .endpointOverride(SharedServers.dynamoDb().endpoint())
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(CREDENTIALS)
            .overrideConfiguration(configuration -> configuration.addExecutionInterceptor(reads))
            .build();

    TurnsTable() {
        table().createTable();
        for (int number = 1; number <= 3; number++) {
            table().putItem(Turn.of(SESSION, number, "hello"));
        }
    }

    String name() {
        return name;
    }

    ReadsOfClient reads() {
        return reads;
    }

    DynamoDbClient client() {
        return client;
    }

    DynamoDbAsyncClient asyncClient() {
        return asyncClient;
    }

    DynamoDbTable<Turn> table() {
        return DynamoDbEnhancedClient.builder()
                .dynamoDbClient(client)
                .build()
                .table(name, TableSchema.fromImmutableClass(Turn.class));
    }

    DynamoDbAsyncTable<Turn> asyncTable() {
        return DynamoDbEnhancedAsyncClient.builder()
                .dynamoDbClient(asyncClient)
                .build()
                .table(name, TableSchema.fromImmutableClass(Turn.class));
    }

    GetItemRequest get(int number) {
        return GetItemRequest.builder()
                .tableName(name)
                .key(Map.of("session", AttributeValue.fromS(SESSION), "number", AttributeValue.fromN("" + number)))
                .build();
    }

    /** The whole session, a turn a page. */
    QueryRequest pages() {
        return QueryRequest.builder()
                .tableName(name)
                .keyConditionExpression("#session = :session")
                .expressionAttributeNames(Map.of("#session", "session"))
                .expressionAttributeValues(Map.of(":session", AttributeValue.fromS(SESSION)))
                .limit(1)
                .build();
    }

    @Override
    public void close() {
        table().deleteTable();
        client.close();
        asyncClient.close();
    }
}
