package io.github.dynamocached.dynamodb;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteTableRequest;
import software.amazon.awssdk.services.dynamodb.model.ExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.ExecuteTransactionRequest;
import software.amazon.awssdk.services.dynamodb.model.ImportTableRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.RestoreTableFromBackupRequest;
import software.amazon.awssdk.services.dynamodb.model.RestoreTableToPointInTimeRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Which requests write items, and what they show of them. A put shows the whole item, an update or a deletion its primary
 * key. All parts of a batch count, processed or not.
 */
final class WriteRequests {

    /** By its name, because clients before 2.58 lack it. It goes on to write after its answer. */
    private static final String BULK_PUT = "software.amazon.awssdk.services.dynamodb.model.StartBulkPutItemsRequest";

    private WriteRequests() {}

    /**
     * The items that a request writes; none for a read.
     *
     * @param bound the tables that are looked for in a PartiQL statement that is not understood
     */
    static Stream<WrittenItem> of(SdkRequest request, Set<String> bound) {
        if (request instanceof PutItemRequest put) {
            return Stream.of(WrittenItem.of(put.tableName(), put.item()));
        }
        if (request instanceof UpdateItemRequest update) {
            return Stream.of(WrittenItem.of(update.tableName(), update.key()));
        }
        if (request instanceof DeleteItemRequest delete) {
            return Stream.of(WrittenItem.of(delete.tableName(), delete.key()));
        }
        if (request instanceof BatchWriteItemRequest batch) {
            return batch.requestItems().entrySet().stream()
                    .flatMap(table -> table.getValue().stream().map(write -> item(table.getKey(), write)));
        }
        if (request instanceof TransactWriteItemsRequest transaction) {
            return transaction.transactItems().stream().flatMap(WriteRequests::items);
        }
        return Stream.concat(ofTable(request), ofStatements(request, bound));
    }

    private static WrittenItem item(String table, WriteRequest write) {
        return WrittenItem.of(
                table,
                write.putRequest() == null
                        ? write.deleteRequest() == null
                                ? null
                                : write.deleteRequest().key()
                        : write.putRequest().item());
    }

    /** A check of a condition writes nothing. */
    private static Stream<WrittenItem> items(TransactWriteItem write) {
        if (write.put() != null) {
            return Stream.of(WrittenItem.of(write.put().tableName(), write.put().item()));
        }
        if (write.update() != null) {
            return Stream.of(
                    WrittenItem.of(write.update().tableName(), write.update().key()));
        }
        return write.delete() == null
                ? Stream.empty()
                : Stream.of(WrittenItem.of(
                        write.delete().tableName(), write.delete().key()));
    }

    /**
     * A table that comes or goes changes all its items. A table that is being deleted still answers reads, so the next table of
     * its name evicts again.
     */
    private static Stream<WrittenItem> ofTable(SdkRequest request) {
        if (request instanceof DeleteTableRequest delete) {
            return Stream.of(WrittenItem.anyOf(delete.tableName()));
        }
        if (request instanceof CreateTableRequest create) {
            return Stream.of(WrittenItem.anyOf(create.tableName()));
        }
        if (request instanceof RestoreTableFromBackupRequest restore) {
            return Stream.of(WrittenItem.anyOf(restore.targetTableName()));
        }
        if (request instanceof RestoreTableToPointInTimeRequest restore) {
            return Stream.of(WrittenItem.anyOf(restore.targetTableName()));
        }
        if (request instanceof ImportTableRequest load && load.tableCreationParameters() != null) {
            return Stream.of(WrittenItem.anyOf(load.tableCreationParameters().tableName()));
        }
        return request.getClass().getName().equals(BULK_PUT)
                ? request.getValueForField("TableName", String.class).map(WrittenItem::anyOf).stream()
                : Stream.empty();
    }

    /** Whether a request has PartiQL statements. */
    static boolean areStatements(SdkRequest request) {
        return request instanceof ExecuteStatementRequest
                || request instanceof BatchExecuteStatementRequest
                || request instanceof ExecuteTransactionRequest;
    }

    private static Stream<WrittenItem> ofStatements(SdkRequest request, Set<String> bound) {
        if (request instanceof ExecuteStatementRequest one) {
            return ofStatement(one.statement(), one.parameters(), bound);
        }
        if (request instanceof BatchExecuteStatementRequest batch) {
            return batch.statements().stream()
                    .flatMap(statement -> ofStatement(statement.statement(), statement.parameters(), bound));
        }
        return request instanceof ExecuteTransactionRequest transaction
                ? transaction.transactStatements().stream()
                        .flatMap(statement -> ofStatement(statement.statement(), statement.parameters(), bound))
                : Stream.empty();
    }

    private static Stream<WrittenItem> ofStatement(
            @Nullable String statement, List<AttributeValue> parameters, Set<String> bound) {
        return statement == null || PartiQl.isSelect(statement)
                ? Stream.empty()
                : PartiQlWrite.of(statement, parameters, bound);
    }
}
