package io.github.dynamocached.aop;

import io.github.dynamocached.deferred.Arrival;
import io.github.dynamocached.deferred.Open;
import io.github.dynamocached.deferred.Parts;
import io.github.dynamocached.expression.Call;
import io.github.dynamocached.expression.KeysArgument;
import io.github.dynamocached.load.AsyncBatchLoader;
import io.github.dynamocached.load.Loader;
import io.github.dynamocached.load.Unfinished;
import io.github.dynamocached.store.Slot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How the calls of one method are answered whose values arrive later. No thread is blocked. */
final class LaterRead {

    private final CachedRead read;
    private final Executor executor;

    /**
     * A read.
     *
     * @param executor goes on with calls
     */
    LaterRead(CachedRead read, Executor executor) {
        this.read = read;
        this.executor = executor;
    }

    /** Answers a call from the cache or by the method. Null if the method was called at once and returned null. */
    @Nullable
    CompletableFuture<?> read(Call call, Arrival arrival) throws Throwable {
        return read instanceof CachedRead.OfOne one
                ? readOne(one, call, arrival)
                : readMany((CachedRead.OfMany) read, call, arrival);
    }

    private @Nullable CompletableFuture<?> readOne(CachedRead.OfOne one, Call call, Arrival arrival) throws Throwable {
        if (!one.uses(call)) {
            return bypass(call, arrival);
        }
        ResultSlots slots = one.slots();
        return slots.cache()
                .readAsync(
                        slots.operation(),
                        slots.slotFor(call),
                        new MethodLoader(one, call, arrival, true),
                        executor,
                        outcome -> handedOn(one, outcome.value()));
    }

    private static @Nullable Object handedOn(CachedRead.OfOne one, @Nullable Object value) {
        return value instanceof Unfinished unfinished
                ? unfinished.rest()
                : one.result().wrap(value);
    }

    /** Answers a call by the method alone. What it returns is no load of the cache, and stays as it is. */
    @Nullable
    CompletableFuture<?> bypass(Call call, Arrival arrival) throws Throwable {
        CompletableFuture<@Nullable Object> returned = arrival.open(call.proceed());
        if (returned != null && read instanceof CachedRead.OfOne one) {
            CompletableFuture<?> unused = returned.whenComplete((value, failure) -> {
                if (failure == null) {
                    one.slots().cache().excluded(one.result().unwrap(value));
                }
            });
        }
        return returned;
    }

    private @Nullable CompletableFuture<?> readMany(CachedRead.OfMany many, Call call, Arrival arrival)
            throws Throwable {
        List<@Nullable Object> given =
                KeysArgument.elementsOf(call.arguments()[many.keys().index()]);
        if (given == null || !many.uses(call)) {
            return bypass(call, arrival);
        }
        ResultSlots slots = many.slots();
        Batch batch = Batch.of(given, call, slots);
        return slots.cache()
                .readAllAsync(
                        slots.operation(),
                        batch.slots(),
                        new BatchMethodLoader(many, call, batch, arrival),
                        executor,
                        outcomes -> many.result().of(batch, outcomes));
    }

    /** Calls the method. An expression that fails ends the load like an exception of the method. */
    private static final class MethodLoader implements Loader {

        private final CachedRead.OfOne one;
        private final Call call;
        private final Arrival arrival;
        private final boolean isForCaller;
        private boolean returned = true;
        private volatile @Nullable Parts parts;

        MethodLoader(CachedRead.OfOne one, Call call, Arrival arrival, boolean isForCaller) {
            this.one = one;
            this.call = call;
            this.arrival = arrival;
            this.isForCaller = isForCaller;
        }

        @Override
        public CompletionStage<@Nullable Object> load() {
            return begun(value -> arrival.collected(value, one.slots()::isTooLarge, isForCaller));
        }

        @Override
        public CompletionStage<@Nullable Object> loadAlone() {
            return begun(arrival::open);
        }

        private CompletionStage<@Nullable Object> begun(
                Function<@Nullable Object, @Nullable CompletableFuture<@Nullable Object>> arriving) {
            try {
                CompletableFuture<@Nullable Object> value = arriving.apply(call.proceed());
                parts = value instanceof Parts collecting ? collecting : null;
                returned = value != null;
                return value == null ? CompletableFuture.completedFuture(null) : value;
            } catch (Throwable failure) {
                return CompletableFuture.failedFuture(failure);
            }
        }

        @Override
        public boolean arrivesInParts() {
            return parts != null;
        }

        @Override
        public void stopCollecting() {
            Parts collecting = parts;
            if (collecting != null) {
                collecting.stopCollecting();
            }
        }

        @Override
        public @Nullable Object valueOf(@Nullable Object arrived) {
            return arrived instanceof Open
                    ? new Unfinished(arrived)
                    : one.result().unwrap(arrived);
        }

        /** A method that returns no future at all says nothing of its value. */
        @Override
        public boolean isStorable(@Nullable Object value) {
            call.returned(value);
            return one.stores(call) && returned;
        }

        @Override
        public boolean isFor(Slot slot) {
            return one.isStillFor(slot, call);
        }

        @Override
        public @Nullable Loader forRefresh() {
            Call again = call.again();
            return again == null ? null : new MethodLoader(one, again, arrival, false);
        }
    }

    /** Calls the method with the keys of what is to be loaded. */
    private static final class BatchMethodLoader implements AsyncBatchLoader {

        private final CachedRead.OfMany many;
        private final Call call;
        private final Batch batch;
        private final Arrival arrival;

        BatchMethodLoader(CachedRead.OfMany many, Call call, Batch batch, Arrival arrival) {
            this.arrival = arrival;
            this.many = many;
            this.call = call;
            this.batch = batch;
        }

        @Override
        public CompletionStage<@Nullable Object> load(List<Slot> asked) throws Throwable {
            Call some = call.with(many.keys().index(), many.keys().with(batch.elementsOf(asked)));
            CompletableFuture<@Nullable Object> returned = arrival.valueOf(some.proceed());
            return returned == null ? CompletableFuture.completedFuture(null) : returned;
        }

        @Override
        public Map<Slot, Optional<Object>> valuesOf(@Nullable Object arrived, List<Slot> asked) {
            return many.valuesOf(arrived, asked, call, batch);
        }

        @Override
        public boolean isFor(Slot slot) {
            return many.isStillFor(slot, call.at(batch.distinct().get(slot)));
        }

        @Override
        public boolean isStorable(@Nullable Object value) {
            call.returned(value);
            return many.stores(call);
        }

        @Override
        public @Nullable AsyncBatchLoader forRefresh() {
            Call again = call.again();
            return again == null ? null : new BatchMethodLoader(many, again, batch, arrival);
        }
    }
}
