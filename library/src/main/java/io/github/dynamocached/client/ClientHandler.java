package io.github.dynamocached.client;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.services.dynamodb.model.ImportTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.RestoreTableFromBackupRequest;
import software.amazon.awssdk.services.dynamodb.model.RestoreTableToPointInTimeRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The calls of a proxy over a client. Operations with a request go through the cache. Paginators, and overloads that build their
 * request, are those of the interface, so that they end at the operations of the proxy. The client gets everything else.
 */
abstract class ClientHandler implements InvocationHandler {

    private final Object client;
    private final ListedTables tables;

    ClientHandler(Object client, ListedTables tables) {
        this.client = client;
        this.tables = tables;
    }

    ListedTables tables() {
        return tables;
    }

    /** Ends the caching by a proxy. */
    static void detach(Object client) {
        if (Proxy.isProxyClass(client.getClass())
                && Proxy.getInvocationHandler(client) instanceof ClientHandler handler) {
            handler.tables.close();
        }
    }

    /** Answers an operation. */
    abstract @Nullable Object answer(Method operation, DynamoDbRequest request) throws Throwable;

    @Override
    public final @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        Object only = arguments == null || arguments.length != 1 ? null : arguments[0];
        if (only instanceof DynamoDbRequest request && isOperation(method.getReturnType())) {
            return answer(method, request);
        }
        if (only instanceof DynamoDbRequest || only instanceof Consumer) {
            return InvocationHandler.invokeDefault(proxy, method, arguments);
        }
        if (method.getDeclaringClass() == Object.class) {
            return ofObject(proxy, method, only);
        }
        if (method.getName().equals("close")) {
            tables.close();
        }
        return delegated(method, arguments);
    }

    private static boolean isOperation(Class<?> returned) {
        return DynamoDbResponse.class.isAssignableFrom(returned) || returned == CompletableFuture.class;
    }

    private Object ofObject(Object proxy, Method method, @Nullable Object other) {
        return switch (method.getName()) {
            case "equals" -> proxy == other;
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "caching client over " + client;
        };
    }

    /** Calls the client. Throws what it throws. */
    final @Nullable Object delegated(Method method, @Nullable Object @Nullable ... arguments) throws Throwable {
        try {
            return method.invoke(client, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause() == null ? thrown : thrown.getCause();
        }
    }

    /** A listed table whose reads may be answered here, null if DynamoDB has to answer the request. */
    final @Nullable ListedTable readTable(DynamoDbRequest request, @Nullable String table) {
        ListedTable listed = tables.settings().reads() ? tables.find(table) : null;
        return listed == null || OwnRequests.areOf(request) ? null : listed;
    }

    /** Whether some of a batch may be answered here. */
    final boolean mayReadBatch(BatchGetItemRequest request) {
        return tables.settings().reads()
                && request.hasRequestItems()
                && !Responses.isUnknown(request.returnConsumedCapacity())
                && request.requestItems().keySet().stream().anyMatch(name -> tables.find(name) != null)
                && !OwnRequests.areOf(request);
    }

    /** What is known of a table, null for one that is not listed. */
    final @Nullable KnownTable knownTable(String name, Function<ListedTable, @Nullable KnownTable> known) {
        ListedTable listed = tables.find(name);
        return listed == null ? null : known.apply(listed);
    }

    /** DynamoDB has answered all that these tables were asked for. */
    final void accept(Map<String, KeysAndAttributes> passed, TableReads reads) {
        passed.forEach((name, asked) -> {
            ListedTable listed = tables.find(name);
            if (listed != null) {
                reads.items(listed.name()).accept(Projection.Text.of(asked));
            }
        });
    }

    /** Those listed tables among some whose keys are not known. */
    final List<ListedTable> undescribed(Set<String> names) {
        return names.stream()
                .map(tables::find)
                .filter(Objects::nonNull)
                .filter(table -> table.known() == null)
                .toList();
    }

    /** The tables whose keys have to be known before a write. */
    final List<ListedTable> undescribed(DynamoDbRequest request) {
        boolean isOfItems = request instanceof PutItemRequest
                || request instanceof UpdateItemRequest
                || request instanceof DeleteItemRequest
                || request instanceof BatchWriteItemRequest
                || request instanceof TransactWriteItemsRequest;
        return isOfItems ? tables.undescribed() : List.of();
    }

    /** After a request that has made or deleted a table: nothing is known of it any longer. */
    final void forget(DynamoDbRequest request) {
        ListedTable changed = tables.find(changedBy(request));
        if (changed != null) {
            changed.forget();
        }
    }

    /** The table that a request makes or deletes, null for none. */
    static @Nullable String changedBy(DynamoDbRequest request) {
        if (request instanceof DeleteTableRequest delete) {
            return delete.tableName();
        }
        if (request instanceof CreateTableRequest create) {
            return create.tableName();
        }
        if (request instanceof RestoreTableFromBackupRequest restore) {
            return restore.targetTableName();
        }
        if (request instanceof RestoreTableToPointInTimeRequest restore) {
            return restore.targetTableName();
        }
        return request instanceof ImportTableRequest load && load.tableCreationParameters() != null
                ? load.tableCreationParameters().tableName()
                : null;
    }
}
