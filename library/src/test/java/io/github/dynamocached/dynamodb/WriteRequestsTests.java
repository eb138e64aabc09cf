package io.github.dynamocached.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.ExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.ExecuteTransactionRequest;
import software.amazon.awssdk.services.dynamodb.model.ImportTableRequest;
import software.amazon.awssdk.services.dynamodb.model.ParameterizedStatement;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.RestoreTableFromBackupRequest;
import software.amazon.awssdk.services.dynamodb.model.RestoreTableToPointInTimeRequest;
import software.amazon.awssdk.services.dynamodb.model.StartBulkPutItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TableCreationParameters;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Each operation of the SDK either writes items, and shows which, or writes none. */
class WriteRequestsTests {

    private static final Map<String, AttributeValue> KEY = Map.of("id", AttributeValue.fromS("1"));
    private static final String STATEMENT = "DELETE FROM users WHERE id = '1'";

    /** One request of each operation that writes items. */
    private static final Map<String, DynamoDbRequest> WRITES = Stream.<DynamoDbRequest>of(
                    PutItemRequest.builder().tableName("users").item(KEY).build(),
                    UpdateItemRequest.builder().tableName("users").key(KEY).build(),
                    DeleteItemRequest.builder().tableName("users").key(KEY).build(),
                    BatchWriteItemRequest.builder()
                            .requestItems(Map.of(
                                    "users",
                                    List.of(WriteRequest.builder()
                                            .deleteRequest(delete -> delete.key(KEY))
                                            .build())))
                            .build(),
                    TransactWriteItemsRequest.builder()
                            .transactItems(TransactWriteItem.builder()
                                    .delete(Delete.builder()
                                            .tableName("users")
                                            .key(KEY)
                                            .build())
                                    .build())
                            .build(),
                    ExecuteStatementRequest.builder().statement(STATEMENT).build(),
                    BatchExecuteStatementRequest.builder()
                            .statements(BatchStatementRequest.builder()
                                    .statement(STATEMENT)
                                    .build())
                            .build(),
                    ExecuteTransactionRequest.builder()
                            .transactStatements(ParameterizedStatement.builder()
                                    .statement(STATEMENT)
                                    .build())
                            .build(),
                    CreateTableRequest.builder().tableName("users").build(),
                    DeleteTableRequest.builder().tableName("users").build(),
                    RestoreTableFromBackupRequest.builder()
                            .targetTableName("users")
                            .build(),
                    RestoreTableToPointInTimeRequest.builder()
                            .targetTableName("users")
                            .build(),
                    ImportTableRequest.builder()
                            .tableCreationParameters(TableCreationParameters.builder()
                                    .tableName("users")
                                    .build())
                            .build(),
                    StartBulkPutItemsRequest.builder().tableName("users").build())
            .collect(Collectors.toMap(request -> operationOf(request.getClass()), Function.identity()));

    /** The operations that write no items. */
    private static final Set<String> OTHERS = Set.of(
            "BatchGetItem",
            "CancelBulkOperation",
            "CreateBackup",
            "CreateGlobalTable",
            "DeleteBackup",
            "DeleteResourcePolicy",
            "DescribeBackup",
            "DescribeBulkOperation",
            "DescribeContinuousBackups",
            "DescribeContributorInsights",
            "DescribeEndpoints",
            "DescribeExport",
            "DescribeGlobalTable",
            "DescribeGlobalTableSettings",
            "DescribeImport",
            "DescribeKinesisStreamingDestination",
            "DescribeLimits",
            "DescribeTable",
            "DescribeTableReplicaAutoScaling",
            "DescribeTimeToLive",
            "DisableKinesisStreamingDestination",
            "EnableKinesisStreamingDestination",
            "ExportTableToPointInTime",
            "GetItem",
            "GetResourcePolicy",
            "ListBackups",
            "ListBulkOperations",
            "ListContributorInsights",
            "ListExports",
            "ListGlobalTables",
            "ListImports",
            "ListTables",
            "ListTagsOfResource",
            "PutResourcePolicy",
            "Query",
            "Scan",
            "SearchVectors",
            "TagResource",
            "TransactGetItems",
            "UntagResource",
            "UpdateContinuousBackups",
            "UpdateContributorInsights",
            "UpdateGlobalTable",
            "UpdateGlobalTableSettings",
            "UpdateKinesisStreamingDestination",
            "UpdateTable",
            "UpdateTableReplicaAutoScaling",
            "UpdateTimeToLive");

    private static String operationOf(Class<?> request) {
        return request.getSimpleName().replaceAll("Request$", "");
    }

    private static Map<String, Class<?>> operationsOf(Class<?> client) {
        Map<String, Class<?>> operations = new TreeMap<>();
        for (Method method : client.getMethods()) {
            Arrays.stream(method.getParameterTypes())
                    .filter(DynamoDbRequest.class::isAssignableFrom)
                    .forEach(request -> operations.put(operationOf(request), request));
        }
        return operations;
    }

    /** A new operation of the SDK belongs into one of the two lists. */
    @Test
    void everyOperationOfTheClientsIsKnownToWriteOrNot() {
        Set<String> known =
                Stream.concat(WRITES.keySet().stream(), OTHERS.stream()).collect(Collectors.toUnmodifiableSet());
        assertThat(operationsOf(DynamoDbClient.class).keySet()).containsExactlyInAnyOrderElementsOf(known);
        assertThat(operationsOf(DynamoDbAsyncClient.class).keySet()).containsExactlyInAnyOrderElementsOf(known);
        assertThat(known).hasSize(WRITES.size() + OTHERS.size());
    }

    @Test
    void everyWriteIsSeenAndNothingElse() throws ReflectiveOperationException {
        WRITES.forEach((operation, request) -> assertThat(WriteRequests.of(request, Set.of("users")))
                .as(operation)
                .singleElement()
                .isIn(WrittenItem.of("users", KEY), WrittenItem.anyOf("users")));
        for (Map.Entry<String, Class<?>> operation :
                operationsOf(DynamoDbClient.class).entrySet()) {
            if (OTHERS.contains(operation.getKey())) {
                Object builder = operation.getValue().getMethod("builder").invoke(null);
                Method build = Class.forName(operation.getValue().getName() + "$Builder")
                        .getMethod("build");
                assertThat(WriteRequests.of((DynamoDbRequest) build.invoke(builder), Set.of("users")))
                        .as(operation.getKey())
                        .isEmpty();
            }
        }
    }

    @Test
    void partsOfBatchesAndTransactionsAllCount() {
        Map<String, AttributeValue> other = Map.of("id", AttributeValue.fromS("2"));
        BatchWriteItemRequest batch = BatchWriteItemRequest.builder()
                .requestItems(Map.of(
                        "users",
                        List.of(
                                WriteRequest.builder()
                                        .putRequest(put -> put.item(KEY))
                                        .build(),
                                WriteRequest.builder()
                                        .deleteRequest(delete -> delete.key(other))
                                        .build())))
                .build();
        assertThat(WriteRequests.of(batch, Set.of()))
                .containsExactly(WrittenItem.of("users", KEY), WrittenItem.of("users", other));
        TransactWriteItemsRequest transaction = TransactWriteItemsRequest.builder()
                .transactItems(
                        TransactWriteItem.builder()
                                .put(put -> put.tableName("a").item(KEY))
                                .build(),
                        TransactWriteItem.builder()
                                .update(update -> update.tableName("b").key(KEY))
                                .build(),
                        TransactWriteItem.builder()
                                .conditionCheck(check -> check.tableName("c").key(KEY))
                                .build())
                .build();
        assertThat(WriteRequests.of(transaction, Set.of()))
                .containsExactly(WrittenItem.of("a", KEY), WrittenItem.of("b", KEY));
    }

    @Test
    void selectWritesNothing() {
        assertThat(WriteRequests.of(
                        ExecuteStatementRequest.builder()
                                .statement("SELECT * FROM users WHERE a OR b")
                                .build(),
                        Set.of("users")))
                .isEmpty();
    }
}
