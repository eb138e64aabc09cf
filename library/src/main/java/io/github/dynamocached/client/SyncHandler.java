package io.github.dynamocached.client;

import io.github.dynamocached.dynamodb.AwaitedWrite;
import java.lang.reflect.Method;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

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
        return request instanceof GetItemRequest get ? getItem(get) : write(operation, request);
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
