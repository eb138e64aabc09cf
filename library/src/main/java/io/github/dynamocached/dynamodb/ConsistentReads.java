package io.github.dynamocached.dynamodb;

import io.github.dynamocached.cache.LoadContext;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
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

/**
 * Makes the reads of a load consistent where the load needs it, the caller has left it open and no index is named, and
 * tells the load which reads it made. The AWS SDK finds it on the class path, for every DynamoDB client of the
 * application; it changes nothing outside the load of a cached method.
 *
 * <p>A read of a global secondary index cannot be consistent, and one of a local index cannot be told from it, so no read
 * that names an index is changed.
 */
public final class ConsistentReads implements ExecutionInterceptor {

    /** Created by the AWS SDK. */
    public ConsistentReads() {}

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        SdkRequest request = context.request();
        if (request instanceof GetItemRequest get) {
            Read read = Read.of(get.consistentRead(), true);
            return read.mustChange() ? get.copy(builder -> builder.consistentRead(true)) : get;
        }
        if (request instanceof QueryRequest query) {
            Read read = Read.of(query.consistentRead(), query.indexName() == null);
            return read.mustChange() ? query.copy(builder -> builder.consistentRead(true)) : query;
        }
        if (request instanceof ScanRequest scan) {
            Read read = Read.of(scan.consistentRead(), scan.indexName() == null);
            return read.mustChange() ? scan.copy(builder -> builder.consistentRead(true)) : scan;
        }
        if (request instanceof BatchGetItemRequest batch) {
            return modified(batch);
        }
        return modifyStatement(request);
    }

    private static SdkRequest modifyStatement(SdkRequest request) {
        if (request instanceof ExecuteStatementRequest statement && PartiQl.isSelect(statement.statement())) {
            Read read = Read.of(statement.consistentRead(), PartiQl.namesNoIndex(statement.statement()));
            return read.mustChange() ? statement.copy(builder -> builder.consistentRead(true)) : statement;
        }
        if (request instanceof BatchExecuteStatementRequest batch) {
            List<BatchStatementRequest> statements =
                    batch.statements().stream().map(ConsistentReads::modified).toList();
            return batch.copy(builder -> builder.statements(statements));
        }
        if (request instanceof TransactGetItemsRequest || request instanceof ExecuteTransactionRequest) {
            Read unused = Read.of(true, true);
        }
        return request;
    }

    private static BatchStatementRequest modified(BatchStatementRequest statement) {
        if (!PartiQl.isSelect(statement.statement())) {
            return statement;
        }
        Read read = Read.of(statement.consistentRead(), PartiQl.namesNoIndex(statement.statement()));
        return read.mustChange() ? statement.copy(builder -> builder.consistentRead(true)) : statement;
    }

    private static BatchGetItemRequest modified(BatchGetItemRequest batch) {
        Map<String, KeysAndAttributes> tables = batch.requestItems().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, table -> modified(table.getValue())));
        return batch.copy(builder -> builder.requestItems(tables));
    }

    private static KeysAndAttributes modified(KeysAndAttributes table) {
        Read read = Read.of(table.consistentRead(), true);
        return read.mustChange() ? table.copy(builder -> builder.consistentRead(true)) : table;
    }

    /** One read: whether it has to be changed, after the load has been told of it. */
    private record Read(boolean mustChange) {

        static Read of(@Nullable Boolean chosen, boolean canBeConsistent) {
            LoadContext load = LoadContext.current();
            if (load == null) {
                LoadContext.sawReadOutside();
                return new Read(false);
            }
            boolean change = chosen == null && canBeConsistent && load.isConsistent();
            load.sawRead(change || Boolean.TRUE.equals(chosen));
            return new Read(change);
        }
    }
}
