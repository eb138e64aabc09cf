package io.github.dynamocached.client;

import io.github.dynamocached.dynamodb.AwaitedWrite;
import java.lang.reflect.Method;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/** The calls of a proxy over a synchronous client. Waits and loads on the thread of the caller. */
final class SyncHandler extends ClientHandler {

    private final DynamoDbClient client;
    private final TableReads reads;

    SyncHandler(DynamoDbClient client, ListedTables tables) {
        super(client, tables);
        this.client = client;
        this.reads = new TableReads(tables);
    }

    @Override
    @Nullable
    Object answer(Method operation, DynamoDbRequest request) throws Throwable {
        if (request instanceof GetItemRequest get) {
            return getItem(get);
        }
        if (request instanceof BatchGetItemRequest batch) {
            return batchGetItem(batch);
        }
        if (request instanceof QueryRequest query) {
            return query(query);
        }
        return request instanceof ScanRequest scan ? scan(scan) : write(operation, request);
    }

    private GetItemResponse getItem(GetItemRequest request) throws Throwable {
        ListedTable listed = readTable(request, request.tableName());
        KnownTable known = listed == null ? null : listed.await();
        if (known == null) {
            return client.getItem(request);
        }
        ItemReads items = reads.items(known.name());
        ItemReads.Read read = items.of(request, known);
        return read == null ? passed(request, items) : cached(request, read);
    }

    private GetItemResponse passed(GetItemRequest request, ItemReads items) {
        GetItemResponse response = client.getItem(request);
        items.accept(Projection.Text.of(request));
        return response;
    }

    private GetItemResponse cached(GetItemRequest request, ItemReads.Read read) throws Throwable {
        try {
            return SlotLoad.read(read, client::getItem);
        } catch (Throwable failure) {
            if (read.isGrantedAsItWas(failure)) {
                return client.getItem(request);
            }
            throw failure;
        }
    }

    private BatchGetItemResponse batchGetItem(BatchGetItemRequest request) throws Throwable {
        if (!mayReadBatch(request)) {
            return client.batchGetItem(request);
        }
        BatchPlan plan = BatchPlan.of(request, name -> knownTable(name, ListedTable::await), reads);
        if (plan == null) {
            return passed(request);
        }
        try {
            BatchGetItemResponse response = BatchReads.read(request, plan, client::batchGetItem);
            accept(plan.passing(), reads);
            return response;
        } catch (Throwable failure) {
            if (plan.isGrantedAsItWas(failure)) {
                return client.batchGetItem(request);
            }
            throw failure;
        }
    }

    private BatchGetItemResponse passed(BatchGetItemRequest request) {
        BatchGetItemResponse response = client.batchGetItem(request);
        accept(request.requestItems(), reads);
        return response;
    }

    private QueryResponse query(QueryRequest request) throws Throwable {
        KnownTable known = readableTable(request, request.tableName());
        SlotRead<QueryRequest, QueryResponse> read =
                known == null ? null : reads.queries(known.name()).of(request, known);
        return read == null ? client.query(request) : SlotLoad.read(read, client::query);
    }

    private ScanResponse scan(ScanRequest request) throws Throwable {
        KnownTable known = readableTable(request, request.tableName());
        ScanReads.Read read = known == null ? null : reads.scans(known.name()).of(request, known);
        if (read == null) {
            return client.scan(request);
        }
        ScanResponse first = read.first(client::scan);
        return first == null ? SlotLoad.read(read, client::scan) : first;
    }

    private @Nullable KnownTable readableTable(DynamoDbRequest request, @Nullable String table) {
        ListedTable listed = readTable(request, table);
        return listed == null ? null : listed.await();
    }

    private @Nullable Object write(Method operation, DynamoDbRequest request) throws Throwable {
        undescribed(request).forEach(ListedTable::await);
        AwaitedWrite write = AwaitedWrite.begin(request);
        Object response = write == null ? delegated(operation, request) : written(operation, write);
        forget(request);
        return response;
    }

    private @Nullable Object written(Method operation, AwaitedWrite write) throws Throwable {
        await(write.announced());
        Object response;
        try {
            response = delegated(operation, write.marked());
        } catch (Throwable failure) {
            await(write.failed(failure));
            throw failure;
        }
        await(write.succeeded());
        return response;
    }

    /** Waits for a stage that never fails. An interrupt does not end the wait, and stays. */
    private static void await(CompletionStage<Void> stage) {
        stage.toCompletableFuture().join();
    }
}
