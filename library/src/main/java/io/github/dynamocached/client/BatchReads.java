package io.github.dynamocached.client;

import io.github.dynamocached.Consistency;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.cache.BatchBudget;
import io.github.dynamocached.client.BatchPlan.CachedKeys;
import io.github.dynamocached.load.AsyncBatchLoader;
import io.github.dynamocached.load.LoadContext;
import io.github.dynamocached.store.Slot;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;

/**
 * Batches: one lookup for each table, and one request to DynamoDB for all that they miss and all that passes. For that, each table
 * is looked up within the load of the one before it. If Redis does not answer for one table, the others are not looked up, so
 * that the batch waits once. All tables together have the time that a call has for commands.
 */
final class BatchReads {

    private BatchReads() {}

    /** Reads on the calling thread. Throws what the client throws. */
    static BatchGetItemResponse read(
            BatchGetItemRequest request, BatchPlan plan, Function<BatchGetItemRequest, BatchGetItemResponse> client)
            throws Throwable {
        BatchAnswer answer = new BatchAnswer(request, plan);
        readFrom(0, plan.cached(), answer, client, new BatchBudget());
        return answer.response();
    }

    private static void readFrom(
            int position,
            List<CachedKeys> tables,
            BatchAnswer answer,
            Function<BatchGetItemRequest, BatchGetItemResponse> client,
            BatchBudget budget)
            throws Throwable {
        if (position < tables.size()) {
            CachedKeys keys = tables.get(position);
            Map<Slot, Outcome> outcomes = budget.readAll(
                    keys.reads().cache(), keys.reads().operation(), keys.keys().keySet(), missed -> {
                        answer.misses(keys, missed);
                        if (isRedisAway(keys)) {
                            missRest(position, tables, answer);
                            fetch(answer, client);
                        } else {
                            readFrom(position + 1, tables, answer, client, budget);
                        }
                        return answer.valuesOf(keys, missed);
                    });
            answer.found(keys, outcomes);
        }
        int next = position + 1;
        if (next < tables.size() && answer.isOpen(tables.get(next))) {
            readFrom(next, tables, answer, client, budget);
        }
        fetch(answer, client);
    }

    private static void fetch(BatchAnswer answer, Function<BatchGetItemRequest, BatchGetItemResponse> client) {
        if (answer.isIncomplete()) {
            answer.fetched(client.apply(answer.rest(SlotLoad.isConsistent())));
        }
    }

    /** In a strict cache only loads without Redis are not consistent. */
    private static boolean isRedisAway(CachedKeys keys) {
        return keys.reads().cache().consistency() != Consistency.EVENTUAL && !SlotLoad.isConsistent();
    }

    private static void missRest(int position, List<CachedKeys> tables, BatchAnswer answer) {
        for (CachedKeys keys : tables.subList(position + 1, tables.size())) {
            answer.misses(keys, List.copyOf(keys.keys().keySet()));
            answer.takesFetched(keys);
        }
    }

    /** Reads without blocking any thread. What is not answered at once goes on on the executor. */
    static CompletableFuture<BatchGetItemResponse> readAsync(
            BatchGetItemRequest request,
            BatchPlan plan,
            Function<BatchGetItemRequest, CompletableFuture<BatchGetItemResponse>> client,
            Executor executor) {
        BatchAnswer answer = new BatchAnswer(request, plan);
        return new Later(plan.cached(), answer, client, executor, new BatchBudget())
                .readFrom(0, null)
                .thenApply(read -> answer.response());
    }

    private record Later(
            List<CachedKeys> tables,
            BatchAnswer answer,
            Function<BatchGetItemRequest, CompletableFuture<BatchGetItemResponse>> client,
            Executor executor,
            BatchBudget budget) {

        /** @param load the load that needs the answer, to which all reads have to belong; null for none */
        CompletableFuture<Void> readFrom(int position, @Nullable LoadContext load) {
            if (position == tables.size()) {
                return fetch(load);
            }
            CachedKeys keys = tables.get(position);
            return within(load, () -> lookup(keys, position)).thenCompose(outcomes -> {
                answer.found(keys, outcomes);
                int next = position + 1;
                return next < tables.size() && answer.isOpen(tables.get(next)) ? readFrom(next, load) : fetch(load);
            });
        }

        private CompletableFuture<Map<Slot, Outcome>> lookup(CachedKeys keys, int position) {
            return budget.readAllAsync(
                    keys.reads().cache(), keys.reads().operation(), keys.keys().keySet(), new Load(position), executor);
        }

        private CompletableFuture<Void> fetch(@Nullable LoadContext load) {
            return answer.isIncomplete()
                    ? within(load, () -> client.apply(answer.rest(SlotLoad.isConsistent())))
                            .thenAccept(answer::fetched)
                    : CompletableFuture.completedFuture(null);
        }

        /** On whatever thread this goes on. */
        private static <T> CompletableFuture<T> within(
                @Nullable LoadContext load, Supplier<CompletableFuture<T>> call) {
            return load == null ? call.get() : load.within(call);
        }

        /** The load of what one table misses, within which the next tables are read. */
        private final class Load implements AsyncBatchLoader {

            private final int position;

            Load(int position) {
                this.position = position;
            }

            @Override
            public CompletionStage<@Nullable Object> load(List<Slot> slots) {
                CachedKeys keys = tables.get(position);
                LoadContext load = LoadContext.current();
                answer.misses(keys, slots);
                if (isRedisAway(keys)) {
                    missRest(position, tables, answer);
                    return fetch(load).thenApply(done -> answer);
                }
                return readFrom(position + 1, load).thenApply(done -> answer);
            }

            @Override
            public Map<Slot, Optional<Object>> valuesOf(@Nullable Object arrived, List<Slot> slots) {
                return Objects.requireNonNull((BatchAnswer) arrived).valuesOf(tables.get(position), slots);
            }
        }
    }
}
