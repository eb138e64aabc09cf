package io.github.dynamocached.client;

import static io.github.dynamocached.client.IndexedTable.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.Budgets;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.CacheSettingsBuilder;
import io.github.dynamocached.FailurePredicate;
import io.github.dynamocached.cache.ControlledEntryStore;
import io.github.dynamocached.cache.ControlledEntryStore.Kind;
import io.github.dynamocached.cache.HeldCommand;
import io.github.dynamocached.cache.ReadThroughCaches;
import io.github.dynamocached.memory.InMemoryEntryStore;
import io.github.dynamocached.memory.InMemoryLoadLock;
import io.github.dynamocached.memory.InMemoryServer;
import io.github.dynamocached.redis.ThreadsThatWait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * No thread waits within the library while a step of an asynchronous call is under way: the description of the table, a command to
 * the server, or the request to DynamoDB. Each is held in turn, on the thread that the test calls from and answers with.
 */
class UnblockedClientTests {

    private static final String TABLE = "users";

    private final ControlledEntryStore store = new ControlledEntryStore(new InMemoryEntryStore(new InMemoryServer()));
    private final HeldClient held = new HeldClient();
    private final ClientSettings settings = ClientSettings.DEFAULT.withScans(Duration.ofMinutes(1));
    private final ReadThroughCaches caches = new ReadThroughCaches(
            store,
            new InMemoryLoadLock(new InMemoryServer()),
            new Budgets(Duration.ofSeconds(10), Duration.ofSeconds(10)),
            FailurePredicate.NONE,
            ForkJoinPool.commonPool(),
            this::settingsOf,
            List.of());
    private final DynamoDbAsyncClient client = CachingDynamoDbAsyncClient.builder()
            .client(held)
            .caches(caches)
            .settings(settings)
            .table(TABLE)
            .build();
    private final ThreadsThatWait threads = new ThreadsThatWait();

    @AfterEach
    void close() {
        client.close();
        caches.close();
    }

    private CacheSettings settingsOf(String name) {
        CacheSettingsBuilder builder = CacheSettings.named(name).earlyRefresh(0);
        settings.customize(name, builder);
        return builder.build();
    }

    /** A client that answers when the test says so. */
    private static final class HeldClient implements DynamoDbAsyncClient {

        private final CompletableFuture<DescribeTableResponse> description = new CompletableFuture<>();
        private final List<Runnable> requests = new CopyOnWriteArrayList<>();

        @Override
        public String serviceName() {
            return "dynamodb";
        }

        @Override
        public CompletableFuture<DescribeTableResponse> describeTable(DescribeTableRequest request) {
            return description;
        }

        void describe() {
            description.complete(DescribeTableResponse.builder()
                    .table(TableDescription.builder()
                            .tableName(TABLE)
                            .tableId("1")
                            .keySchema(KeySchemaElement.builder()
                                    .attributeName("id")
                                    .keyType(KeyType.HASH)
                                    .build())
                            .attributeDefinitions(AttributeDefinition.builder()
                                    .attributeName("id")
                                    .attributeType(ScalarAttributeType.S)
                                    .build())
                            .build())
                    .build());
        }

        private <R> CompletableFuture<R> hold(R answer) {
            CompletableFuture<R> response = new CompletableFuture<>();
            requests.add(() -> response.complete(answer));
            return response;
        }

        /** Answers all requests. */
        void answer() {
            List<Runnable> all = new ArrayList<>(requests);
            requests.removeAll(all);
            all.forEach(Runnable::run);
        }

        @Override
        public CompletableFuture<GetItemResponse> getItem(GetItemRequest request) {
            return hold(GetItemResponse.builder().item(request.key()).build());
        }

        @Override
        public CompletableFuture<BatchGetItemResponse> batchGetItem(BatchGetItemRequest request) {
            return hold(BatchGetItemResponse.builder()
                    .responses(Map.of(
                            TABLE,
                            Objects.requireNonNull(request.requestItems().get(TABLE))
                                    .keys()))
                    .build());
        }

        @Override
        public CompletableFuture<QueryResponse> query(QueryRequest request) {
            return hold(QueryResponse.builder()
                    .items(List.of())
                    .count(0)
                    .scannedCount(0)
                    .build());
        }

        @Override
        public CompletableFuture<ScanResponse> scan(ScanRequest request) {
            return hold(ScanResponse.builder()
                    .items(List.of())
                    .count(0)
                    .scannedCount(0)
                    .build());
        }

        @Override
        public CompletableFuture<PutItemResponse> putItem(PutItemRequest request) {
            return hold(PutItemResponse.builder().build());
        }

        @Override
        public void close() {}
    }

    static Stream<Arguments> operations() {
        return Stream.of(
                operation(
                        "GetItem",
                        (all, id) -> all.getItem(get -> get.tableName(TABLE).key(key(id))),
                        Kind.FILL),
                operation(
                        "BatchGetItem",
                        (all, id) -> all.batchGetItem(batch -> batch.requestItems(Map.of(
                                TABLE,
                                KeysAndAttributes.builder()
                                        .keys(List.of(key(id), key("b" + id)))
                                        .build()))),
                        Kind.FILL),
                operation(
                        "Query",
                        (all, id) -> all.query(query -> query.tableName(TABLE)
                                .keyConditionExpression("id = :id")
                                .expressionAttributeValues(Map.of(":id", text(id)))),
                        Kind.FILL),
                operation("Scan", (all, id) -> all.scan(scan -> scan.tableName(TABLE)), Kind.FILL),
                operation(
                        "PutItem",
                        (all, id) -> all.putItem(put -> put.tableName(TABLE).item(key(id))),
                        Kind.EVICT));
    }

    private static Map<String, AttributeValue> key(String id) {
        return Map.of("id", text(id));
    }

    private static Arguments operation(
            String name, BiFunction<DynamoDbAsyncClient, String, CompletableFuture<?>> operation, Kind last) {
        return Arguments.argumentSet(name, operation, last);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void noThreadWaitsForAnyStepOfACall(
            BiFunction<DynamoDbAsyncClient, String, CompletableFuture<?>> operation, Kind last) {
        Map<Kind, HeldCommand> before = new LinkedHashMap<>();
        if (last == Kind.FILL) {
            before.put(Kind.READ, store.holdReplyOfNext(Kind.READ));
            before.put(Kind.ACQUIRE, store.holdReplyOfNext(Kind.ACQUIRE));
        }
        HeldCommand after = store.holdReplyOfNext(last);
        CompletableFuture<?> call = begin(operation);
        assertNobodyWaits(call);
        held.describe();
        before.forEach((kind, command) -> {
            command.awaitArrival();
            assertNobodyWaits(call);
            command.reply();
        });
        await().pollInterval(Duration.ofMillis(2)).until(() -> !held.requests.isEmpty());
        assertNobodyWaits(call);
        held.answer();
        after.awaitArrival();
        assertNobodyWaits(call);
        after.reply();
        assertThat(answerOf(call)).isNotNull();
    }

    /** Calls on a thread of its own, which returns without standing still. */
    private CompletableFuture<?> begin(BiFunction<DynamoDbAsyncClient, String, CompletableFuture<?>> operation) {
        AtomicInteger sightings = new AtomicInteger();
        AtomicReference<@Nullable CompletableFuture<?>> call = new AtomicReference<>();
        Thread caller = new Thread(
                () -> call.set(operation.apply(client, UUID.randomUUID().toString())), "caller");
        caller.start();
        await().pollInterval(Duration.ofMillis(20)).until(() -> {
            boolean stands = threads.now().stream().anyMatch(thread -> thread.startsWith("caller "));
            assertThat(stands ? sightings.incrementAndGet() : 0)
                    .as("how often the caller stood still")
                    .isLessThan(5);
            return !caller.isAlive();
        });
        return Objects.requireNonNull(call.get());
    }

    /** A thread may stand still for a moment on its way, for example for the lock of the timers, and goes on. */
    private void assertNobodyWaits(CompletableFuture<?> call) {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .untilAsserted(() -> assertThat(threads.now()).isEmpty());
        assertThat(call).isNotDone();
    }

    private static @Nullable Object answerOf(CompletableFuture<?> call) {
        await().until(call::isDone);
        return call.join();
    }
}
