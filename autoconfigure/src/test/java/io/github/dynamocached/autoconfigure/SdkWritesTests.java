package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.ExecuteTransactionRequest;
import software.amazon.awssdk.services.dynamodb.model.ParameterizedStatement;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Every way to write an item through the clients of the SDK evicts it, and its partition, and nothing else. */
class SdkWritesTests extends SdkWritesFixture {

    private static final Set<String> OF_FIRST_TURN = Set.of("turns:a:1", "sessions:a");

    private PutItemRequest put() {
        return PutItemRequest.builder()
                .tableName(tableName)
                .item(item("a", 1, "new"))
                .build();
    }

    private UpdateItemRequest update() {
        return UpdateItemRequest.builder()
                .tableName(tableName)
                .key(key("a", 1))
                .updateExpression("SET #text = :text")
                .expressionAttributeNames(Map.of("#text", "text"))
                .expressionAttributeValues(Map.of(":text", AttributeValue.fromS("new")))
                .build();
    }

    private DeleteItemRequest delete() {
        return DeleteItemRequest.builder().tableName(tableName).key(key("a", 1)).build();
    }

    private BatchWriteItemRequest batch() {
        return BatchWriteItemRequest.builder()
                .requestItems(Map.of(
                        tableName,
                        List.of(WriteRequest.builder()
                                .putRequest(put -> put.item(item("a", 1, "new")))
                                .build())))
                .build();
    }

    private TransactWriteItemsRequest transaction() {
        return TransactWriteItemsRequest.builder()
                .transactItems(
                        TransactWriteItem.builder()
                                .delete(delete -> delete.tableName(tableName).key(key("a", 1)))
                                .build(),
                        TransactWriteItem.builder()
                                .conditionCheck(check -> check.tableName(tableName)
                                        .key(key("b", 1))
                                        .conditionExpression("attribute_not_exists(nothing)"))
                                .build())
                .build();
    }

    private String statement() {
        return "UPDATE \"" + tableName + "\" SET \"text\" = 'new' WHERE \"session\" = ? AND \"number\" = 1.0";
    }

    private ExecuteStatementRequest partiQl() {
        return ExecuteStatementRequest.builder()
                .statement(statement())
                .parameters(AttributeValue.fromS("a"))
                .build();
    }

    private BatchExecuteStatementRequest partiQlBatch() {
        return BatchExecuteStatementRequest.builder()
                .statements(BatchStatementRequest.builder()
                        .statement(statement())
                        .parameters(AttributeValue.fromS("a"))
                        .build())
                .build();
    }

    private ExecuteTransactionRequest partiQlTransaction() {
        return ExecuteTransactionRequest.builder()
                .transactStatements(ParameterizedStatement.builder()
                        .statement(statement())
                        .parameters(AttributeValue.fromS("a"))
                        .build())
                .build();
    }

    private Map<String, Runnable> synchronousWrites() {
        Map<String, Runnable> writes = new LinkedHashMap<>();
        writes.put("PutItem", () -> client.putItem(put()));
        writes.put("UpdateItem", () -> client.updateItem(update()));
        writes.put("DeleteItem", () -> client.deleteItem(delete()));
        writes.put("BatchWriteItem", () -> client.batchWriteItem(batch()));
        writes.put("TransactWriteItems", () -> client.transactWriteItems(transaction()));
        writes.put("ExecuteStatement", () -> client.executeStatement(partiQl()));
        writes.put("BatchExecuteStatement", () -> client.batchExecuteStatement(partiQlBatch()));
        writes.put("ExecuteTransaction", () -> client.executeTransaction(partiQlTransaction()));
        return writes;
    }

    private Map<String, Runnable> asynchronousWrites() {
        Map<String, Runnable> writes = new LinkedHashMap<>();
        writes.put("PutItem", () -> asyncClient.putItem(put()).join());
        writes.put("UpdateItem", () -> asyncClient.updateItem(update()).join());
        writes.put("DeleteItem", () -> asyncClient.deleteItem(delete()).join());
        writes.put("BatchWriteItem", () -> asyncClient.batchWriteItem(batch()).join());
        writes.put(
                "TransactWriteItems",
                () -> asyncClient.transactWriteItems(transaction()).join());
        writes.put(
                "ExecuteStatement",
                () -> asyncClient.executeStatement(partiQl()).join());
        writes.put(
                "BatchExecuteStatement",
                () -> asyncClient.batchExecuteStatement(partiQlBatch()).join());
        writes.put(
                "ExecuteTransaction",
                () -> asyncClient.executeTransaction(partiQlTransaction()).join());
        return writes;
    }

    /** When a synchronous client returns, the eviction is acknowledged. */
    @Test
    void everyWriteOfSynchronousClientsEvictsItsItemAndItsPartition() {
        play((turns, fixture) -> synchronousWrites().forEach((name, write) -> {
            fillAll(turns);
            List<String> before = stored();
            write.run();
            assertThat(stored()).as(name).containsExactlyElementsOf(without(before, OF_FIRST_TURN));
        }));
    }

    @Test
    void everyWriteOfAsynchronousClientsEvictsItsItemAndItsPartition() {
        play((turns, fixture) -> asynchronousWrites().forEach((name, write) -> {
            fillAll(turns);
            List<String> before = stored();
            write.run();
            awaitEvicted("turns:a:1", "sessions:a");
            assertThat(stored()).as(name).containsExactlyElementsOf(without(before, OF_FIRST_TURN));
        }));
    }

    private void fillAll(Turns turns) {
        client.putItem(put());
        fill(turns);
    }

    private static List<String> without(List<String> all, Set<String> some) {
        assertThat(all).containsAll(some);
        return all.stream().filter(key -> !some.contains(key)).toList();
    }
}
