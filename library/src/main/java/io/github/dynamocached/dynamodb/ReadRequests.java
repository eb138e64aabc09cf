package io.github.dynamocached.dynamodb;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.ExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.ExecuteTransactionRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsRequest;

/** Which requests read DynamoDB, whether they do so consistently, and the same requests made consistent. */
final class ReadRequests {

    private ReadRequests() {}

    static boolean isRead(SdkRequest request) {
        if (request instanceof ExecuteStatementRequest statement) {
            return PartiQl.isSelect(statement.statement());
        }
        if (request instanceof BatchExecuteStatementRequest batch) {
            return batch.statements().stream().anyMatch(ReadRequests::isSelect);
        }
        if (request instanceof ExecuteTransactionRequest transaction) {
            return transaction.transactStatements().stream()
                    .anyMatch(statement -> PartiQl.isSelect(statement.statement()));
        }
        return request instanceof GetItemRequest
                || request instanceof QueryRequest
                || request instanceof ScanRequest
                || request instanceof BatchGetItemRequest
                || request instanceof TransactGetItemsRequest;
    }

    /** Whether all that a read reads is read consistently. Transactions always do. */
    static boolean isConsistent(SdkRequest read) {
        if (read instanceof BatchGetItemRequest batch) {
            return batch.requestItems().values().stream().allMatch(table -> isTrue(table.consistentRead()));
        }
        if (read instanceof BatchExecuteStatementRequest batch) {
            return batch.statements().stream()
                    .filter(ReadRequests::isSelect)
                    .allMatch(statement -> isTrue(statement.consistentRead()));
        }
        return read instanceof TransactGetItemsRequest
                || read instanceof ExecuteTransactionRequest
                || isTrue(read.getValueForField("ConsistentRead", Boolean.class).orElse(null));
    }

    /** The read, consistent wherever that is possible and the caller has left it open. */
    static SdkRequest consistent(SdkRequest read) {
        if (read instanceof GetItemRequest get && get.consistentRead() == null) {
            return get.copy(builder -> builder.consistentRead(true));
        }
        if (read instanceof QueryRequest query
                && query.consistentRead() == null
                && isTableOrLocal(query.tableName(), query.indexName())) {
            return query.copy(builder -> builder.consistentRead(true));
        }
        if (read instanceof ScanRequest scan
                && scan.consistentRead() == null
                && isTableOrLocal(scan.tableName(), scan.indexName())) {
            return scan.copy(builder -> builder.consistentRead(true));
        }
        if (read instanceof BatchGetItemRequest batch) {
            return consistent(batch);
        }
        if (read instanceof ExecuteStatementRequest statement
                && canBeConsistent(statement.consistentRead(), statement.statement())) {
            return statement.copy(builder -> builder.consistentRead(true));
        }
        if (read instanceof BatchExecuteStatementRequest batch) {
            List<BatchStatementRequest> statements =
                    batch.statements().stream().map(ReadRequests::consistent).toList();
            return batch.copy(builder -> builder.statements(statements));
        }
        return read;
    }

    private static BatchGetItemRequest consistent(BatchGetItemRequest batch) {
        Map<String, KeysAndAttributes> tables = new LinkedHashMap<>();
        batch.requestItems()
                .forEach((name, table) -> tables.put(
                        name,
                        table.consistentRead() == null ? table.copy(builder -> builder.consistentRead(true)) : table));
        return batch.copy(builder -> builder.requestItems(tables));
    }

    private static BatchStatementRequest consistent(BatchStatementRequest statement) {
        return isSelect(statement) && canBeConsistent(statement.consistentRead(), statement.statement())
                ? statement.copy(builder -> builder.consistentRead(true))
                : statement;
    }

    private static boolean canBeConsistent(@Nullable Boolean chosen, String statement) {
        return chosen == null && PartiQl.namesNoIndex(statement);
    }

    private static boolean isTableOrLocal(@Nullable String table, @Nullable String index) {
        return index == null || (table != null && LocalIndexes.isDeclared(table, index));
    }

    private static boolean isSelect(BatchStatementRequest statement) {
        return PartiQl.isSelect(statement.statement());
    }

    private static boolean isTrue(@Nullable Boolean value) {
        return Boolean.TRUE.equals(value);
    }
}
