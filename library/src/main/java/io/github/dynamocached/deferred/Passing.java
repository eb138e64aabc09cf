package io.github.dynamocached.deferred;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * The items of a write on their way to its caller, who gets them as they come. The completion is another thing: it waits for
 * what the write evicts.
 */
final class Passing {

    private final CompletableFuture<Flux<Object>> items = new CompletableFuture<>();

    /**
     * The items begin to come.
     *
     * @param returned what the method has returned
     * @param limit when to forget the items, null to remember none
     * @return completes when all have come: with all items, or with null if they were not remembered
     */
    CompletableFuture<@Nullable Object> of(Flux<Object> returned, Context context, Parts.@Nullable Limit limit) {
        Collector collector = new Collector(context, null, true);
        collector.stopCollecting();
        Open open = (Open) collector.join();
        CompletableFuture<@Nullable Object> ended = new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean mayInterrupt) {
                collector.leave();
                return super.cancel(mayInterrupt);
            }
        };
        Memory memory = new Memory(limit);
        Flux<Object> passed = open.items()
                .doOnNext(memory::add)
                .doOnError(ended::completeExceptionally)
                .doOnComplete(() -> ended.complete(memory.items()))
                .onErrorComplete();
        boolean unused = items.complete(passed);
        returned.subscribe(collector);
        return ended;
    }

    /** What the caller gets. */
    Flux<Object> to(CompletableFuture<?> write) {
        CompletableFuture<?> unused = write.whenComplete((value, failure) -> items.complete(Flux.empty()));
        Mono<Object> completion = Mono.fromFuture(write, true).then(Mono.empty());
        return Mono.fromFuture(items, true)
                .flatMapMany(passed -> passed)
                .concatWith(completion)
                .doOnCancel(() -> {
                    boolean unusedToo = write.cancel(true);
                });
    }

    /** The items that have passed, until they are too large. */
    private static final class Memory {

        private final Parts.@Nullable Limit limit;
        private @Nullable List<Object> items;
        private int nextLook = 16;

        Memory(Parts.@Nullable Limit limit) {
            this.limit = limit;
            this.items = limit == null ? null : new ArrayList<>();
        }

        void add(Object item) {
            if (items == null || limit == null) {
                return;
            }
            items.add(item);
            if (items.size() >= nextLook) {
                nextLook *= 2;
                items = limit.isExceededBy(items) ? null : items;
            }
        }

        @Nullable
        Object items() {
            return items == null ? null : List.copyOf(items);
        }
    }
}
