package io.github.dynamocached.client;

import io.github.dynamocached.dynamodb.AwaitedWrite;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/** The calls of a proxy over an asynchronous client. Blocks no thread. */
final class AsyncHandler extends ClientHandler {

    private final DynamoDbAsyncClient client;
    private final TableReads reads;
    private final Executor executor;

    AsyncHandler(DynamoDbAsyncClient client, ListedTables tables, Executor executor) {
        super(client, tables);
        this.client = client;
        this.reads = new TableReads(tables);
        this.executor = executor;
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
            return whenKnown(query, query.tableName(), known -> query(query, known));
        }
        if (request instanceof ScanRequest scan) {
            return whenKnown(scan, scan.tableName(), known -> scan(scan, known));
        }
        List<ListedTable> undescribed = undescribed(request);
        return undescribed.isEmpty()
                ? write(operation, request)
                : described(undescribed, () -> write(operation, request));
    }

    private CompletableFuture<GetItemResponse> getItem(GetItemRequest request) {
        ListedTable listed = readTable(request, request.tableName());
        if (listed == null) {
            return client.getItem(request);
        }
        return listed.known() == null
                ? described(List.of(listed), () -> getItem(request, listed))
                : getItem(request, listed);
    }

    private CompletableFuture<GetItemResponse> getItem(GetItemRequest request, ListedTable listed) {
        KnownTable known = listed.known();
        if (known == null) {
            return client.getItem(request);
        }
        ItemReads items = reads.items(known.name());
        ItemReads.Read read = items.of(request, known);
        if (read != null) {
            CompletableFuture<GetItemResponse> cached = SlotLoad.readAsync(read, client::getItem, executor);
            boolean isThere = cached.isDone() && !cached.isCompletedExceptionally();
            return isThere ? cached : LaterAnswer.orElse(cached, read::isGrantedAsItWas, () -> client.getItem(request));
        }
        return passed(client.getItem(request), () -> items.accept(Projection.Text.of(request)));
    }

    private CompletableFuture<BatchGetItemResponse> batchGetItem(BatchGetItemRequest request) {
        if (!mayReadBatch(request)) {
            return client.batchGetItem(request);
        }
        List<ListedTable> undescribed = undescribed(request.requestItems().keySet());
        return undescribed.isEmpty() ? read(request) : described(undescribed, () -> read(request));
    }

    private CompletableFuture<BatchGetItemResponse> read(BatchGetItemRequest request) {
        BatchPlan plan = BatchPlan.of(request, name -> knownTable(name, ListedTable::known), reads);
        if (plan == null) {
            return passed(client.batchGetItem(request), () -> accept(request.requestItems(), reads));
        }
        CompletableFuture<BatchGetItemResponse> response = LaterAnswer.orElse(
                BatchReads.readAsync(request, plan, client::batchGetItem, executor),
                plan::isGrantedAsItWas,
                () -> client.batchGetItem(request));
        return passed(response, () -> accept(plan.passing(), reads));
    }

    private CompletableFuture<QueryResponse> query(QueryRequest request, @Nullable KnownTable known) {
        SlotRead<QueryRequest, QueryResponse> read =
                known == null ? null : reads.queries(known.name()).of(request, known);
        return read == null ? client.query(request) : SlotLoad.readAsync(read, client::query, executor);
    }

    private CompletableFuture<ScanResponse> scan(ScanRequest request, @Nullable KnownTable known) {
        ScanReads.Read read = known == null ? null : reads.scans(known.name()).of(request, known);
        if (read == null) {
            return client.scan(request);
        }
        return LaterAnswer.orElse(
                read.firstAsync(client::scan, executor), () -> SlotLoad.readAsync(read, client::scan, executor));
    }

    /** Goes on with what is known of a listed table, or with null if DynamoDB has to answer. */
    private <R> CompletableFuture<R> whenKnown(
            DynamoDbRequest request,
            @Nullable String table,
            Function<@Nullable KnownTable, CompletableFuture<R>> read) {
        ListedTable listed = readTable(request, table);
        if (listed == null) {
            return read.apply(null);
        }
        KnownTable known = listed.known();
        return known == null ? described(List.of(listed), () -> read.apply(listed.known())) : read.apply(known);
    }

    /** Learns from a response of DynamoDB. */
    private static <R> CompletableFuture<R> passed(CompletableFuture<R> response, Runnable lesson) {
        CompletableFuture<Void> unused = response.thenRun(lesson);
        return response;
    }

    /** Goes on on the executor when the tables are described. */
    private <R extends @Nullable Object> CompletableFuture<R> described(
            List<ListedTable> tables, Supplier<CompletableFuture<R>> call) {
        return LaterAnswer.after(
                CompletableFuture.allOf(
                        tables.stream().map(ListedTable::described).toArray(CompletableFuture<?>[]::new)),
                call,
                executor);
    }

    private CompletableFuture<@Nullable Object> write(Method operation, DynamoDbRequest request) {
        AwaitedWrite write = AwaitedWrite.begin(request);
        CompletableFuture<@Nullable Object> written = write == null
                ? sent(operation, request)
                : LaterAnswer.written(write, marked -> sent(operation, marked), executor);
        return changedBy(request) == null
                ? written
                : written.thenApply(response -> {
                    forget(request);
                    return response;
                });
    }

    @SuppressWarnings("unchecked") // All operations of an asynchronous client return futures.
    private CompletableFuture<@Nullable Object> sent(Method operation, Object request) {
        try {
            return (CompletableFuture<@Nullable Object>) Objects.requireNonNull(delegated(operation, request));
        } catch (Throwable failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }
}
