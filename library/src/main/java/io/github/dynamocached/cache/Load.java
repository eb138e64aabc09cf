package io.github.dynamocached.cache;

import io.github.dynamocached.Failures;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.WorkTracing;
import io.github.dynamocached.load.BlockingLoader;
import io.github.dynamocached.load.LoadContext;
import io.github.dynamocached.load.LoadReads;
import io.github.dynamocached.load.Unfinished;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One call of a loader. */
final class Load {

    private final ReadCall call;
    private final BooleanSupplier beginning;
    private final @Nullable Duration lease;
    private final CacheCore cache;
    private final CompletableFuture<Loaded> ended = new CompletableFuture<>();

    private Load(ReadCall call, BooleanSupplier beginning, @Nullable Duration lease, CacheCore cache) {
        this.lease = lease;
        this.call = call;
        this.beginning = beginning;
        this.cache = cache;
    }

    /**
     * Loads on the executor of the call. The stage never fails.
     *
     * @param consistent whether reads that can be consistent have to be
     * @param lease how long its lease lasts, null for none
     */
    static CompletableFuture<Loaded> by(ReadCall call, boolean consistent, @Nullable Duration lease, CacheCore cache) {
        return by(call, () -> consistent, lease, cache);
    }

    /**
     * Loads as above.
     *
     * @param beginning is told that the load begins, and says whether its reads have to be consistent
     */
    static CompletableFuture<Loaded> by(
            ReadCall call, BooleanSupplier beginning, @Nullable Duration lease, CacheCore cache) {
        Load load = new Load(call, beginning, lease, cache);
        try {
            call.caller().execute(load::start);
        } catch (Throwable rejected) {
            load.ended.complete(failed(rejected, true, load.now()));
        }
        return load.ended;
    }

    /** Loads on this thread and bypasses the cache. */
    static Outcome here(Slot slot, BlockingLoader loader, boolean consistent, CacheCore cache) throws Throwable {
        LoadContext context = LoadContext.begin(List.of(slot), consistent);
        try {
            return cache.traced(() -> context.call(() -> new Outcome(Outcome.Source.BYPASS, loader.load(), 0)));
        } finally {
            cache.tellOfCost(context.end());
        }
    }

    private long now() {
        return cache.ports().timing().nanos();
    }

    private void start() {
        long began = now();
        if (call.caller().hasLeft()) {
            ended.complete(failed(new CancellationException("The caller has left"), true, began));
            return;
        }
        LoadContext context = LoadContext.begin(List.of(call.slot()), beginning.getAsBoolean(), call.within());
        WorkTracing.Work work = cache.listeners().beginLoad(cache.settings().name());
        try {
            CompletableFuture<?> running = context.call(
                            work, lease == null ? call.loader()::loadAlone : call.loader()::load)
                    .toCompletableFuture();
            call.caller().loading(running);
            endWithLease(running);
            CompletableFuture<?> unused =
                    running.whenComplete((value, failure) -> end(value, failure, context, work, began));
        } catch (Throwable failure) {
            end(null, failure, context, work, began);
        }
    }

    /** A value that never ends to arrive must not keep its caller waiting for ever. */
    private void endWithLease(CompletableFuture<?> running) {
        if (lease == null || !call.loader().arrivesInParts() || running.isDone()) {
            return;
        }
        CompletableFuture<Void> end = cache.ports().timing().after(lease.toNanos());
        CompletableFuture<Void> unused = end.thenRun(call.loader()::stopCollecting);
        CompletableFuture<?> unusedToo = running.whenComplete((value, failure) -> end.cancel(false));
    }

    /** What the load has read is known on the thread that ends it. What the caller says of its value is asked on its own. */
    private void end(
            @Nullable Object value,
            @Nullable Throwable thrown,
            LoadContext context,
            WorkTracing.Work work,
            long began) {
        LoadReads reads = context.end();
        long nanos = now() - began;
        Throwable failure = thrown == null ? null : Failures.unwrapped(thrown);
        work.end(failure);
        Loaded failed = failure == null ? null : failed(failure, began);
        call.caller().goOn(() -> {
            cache.tellOfCost(reads);
            cache.listeners().onLoad(cache.settings().name(), failed == null, nanos);
            ended.complete(failed == null ? judged(value, reads, began, nanos) : failed);
        });
    }

    /** The request, scope or transaction of a caller that has left may have ended with it, so its failure is its own. */
    private Loaded failed(Throwable thrown, long began) {
        if (call.caller().hasLeft()) {
            return failed(thrown, true, began);
        }
        return failed(thrown, OwnFailures.contain(thrown), began);
    }

    private Loaded judged(@Nullable Object arrived, LoadReads reads, long began, long nanos) {
        try {
            Object value = call.loader().valueOf(arrived);
            if (value instanceof Unfinished) {
                return new Loaded(value, null, false, true, reads, began, nanos);
            }
            boolean ofAnotherSlot = !call.loader().isFor(call.slot());
            boolean storable = call.loader().isStorable(value);
            return new Loaded(value, null, storable, ofAnotherSlot, reads, began, nanos);
        } catch (Throwable broken) {
            return failed(broken, began);
        }
    }

    private static Loaded failed(Throwable failure, boolean ofCallerAlone, long began) {
        return new Loaded(null, failure, false, ofCallerAlone, LoadReads.UNKNOWN, began, 0);
    }
}
