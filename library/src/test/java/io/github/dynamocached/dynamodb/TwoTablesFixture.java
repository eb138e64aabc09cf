package io.github.dynamocached.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.servers.SharedServers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.Get;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ParameterizedStatement;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem;

/** Two tables of one shape, each with a global index, and requests that read both. */
abstract class TwoTablesFixture {

    private static final String INDEX = "by-email";
    static final String US = "us-" + UUID.randomUUID();
    static final String EU = "eu-" + UUID.randomUUID();
    static final List<SdkRequest> SENT = new CopyOnWriteArrayList<>();
    static final DynamoDbClient CLIENT = DynamoDbClient.builder()
            .endpointOverride(SharedServers.dynamoDb().endpoint())
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .overrideConfiguration(configuration -> configuration.addExecutionInterceptor(new Noting()))
            .httpClient(UrlConnectionHttpClient.create())
            .build();

    /** Notes the requests as they are sent. */
    private static final class Noting implements ExecutionInterceptor {

        @Override
        public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
            SENT.add(context.request());
        }
    }

    static {
        createTables();
    }

    /** Once for all classes of this JVM that use the tables. */
    private static void createTables() {
        for (String table : List.of(US, EU)) {
            CLIENT.createTable(create -> create.tableName(table)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(text("id"), text("email"))
                    .keySchema(hash("id"))
                    .globalSecondaryIndexes(GlobalSecondaryIndex.builder()
                            .indexName(INDEX)
                            .keySchema(hash("email"))
                            .projection(projection -> projection.projectionType(ProjectionType.ALL))
                            .build()));
            CLIENT.putItem(put -> put.tableName(table)
                    .item(Map.of("id", AttributeValue.fromS("1"), "email", AttributeValue.fromS("a@b.c"))));
        }
    }

    static KeysAndAttributes keys(@Nullable Boolean consistent) {
        return KeysAndAttributes.builder()
                .keys(List.of(Map.of("id", AttributeValue.fromS("1"))))
                .consistentRead(consistent)
                .build();
    }

    static BatchGetItemResponse batchGet(Map<String, KeysAndAttributes> tables) {
        return CLIENT.batchGetItem(
                batch -> batch.requestItems(tables).returnConsumedCapacity(ReturnConsumedCapacity.TOTAL));
    }

    static Object transactGet(String... tables) {
        List<TransactGetItem> gets = new ArrayList<>();
        for (String table : tables) {
            gets.add(TransactGetItem.builder()
                    .get(Get.builder()
                            .tableName(table)
                            .key(Map.of("id", AttributeValue.fromS("1")))
                            .build())
                    .build());
        }
        return CLIENT.transactGetItems(transaction -> transaction.transactItems(gets))
                .responses();
    }

    static Object queryOfIndex(String table) {
        return CLIENT.query(query -> query.tableName(table)
                        .indexName(INDEX)
                        .keyConditionExpression("email = :email")
                        .expressionAttributeValues(Map.of(":email", AttributeValue.fromS("a@b.c"))))
                .items();
    }

    static String selectOf(String table) {
        return "SELECT * FROM \"" + table + "\" WHERE id = '1'";
    }

    static String selectOfIndexOf(String table) {
        return "SELECT * FROM \"" + table + "\".\"" + INDEX + "\" WHERE email = 'a@b.c'";
    }

    static String updateOf(String table) {
        return "UPDATE \"" + table + "\" SET seen = 'yes' WHERE id = '1'";
    }

    static Object execute(String text) {
        return CLIENT.executeStatement(statement -> statement.statement(text)).items();
    }

    static BatchStatementRequest batched(String text, @Nullable Boolean consistent) {
        return BatchStatementRequest.builder()
                .statement(text)
                .consistentRead(consistent)
                .build();
    }

    static Object executeBatch(BatchStatementRequest... statements) {
        var responses = CLIENT.batchExecuteStatement(batch -> batch.statements(statements))
                .responses();
        assertThat(responses)
                .allSatisfy(response -> assertThat(response.error()).isNull());
        return responses;
    }

    static Object executeTransaction(String... texts) {
        List<ParameterizedStatement> statements = new ArrayList<>();
        for (String text : texts) {
            statements.add(ParameterizedStatement.builder().statement(text).build());
        }
        return CLIENT.executeTransaction(transaction -> transaction.transactStatements(statements))
                .responses();
    }

    static List<BatchStatementRequest> sentBatch() {
        return ((BatchExecuteStatementRequest) SENT.get(0)).statements();
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
