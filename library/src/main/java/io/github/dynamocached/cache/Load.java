package io.github.dynamocached.cache;

import io.github.dynamocached.Failures;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.load.ItemCoverage;
import io.github.dynamocached.load.LoadContext;
import io.github.dynamocached.store.Slot;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One call of a loader. */
final class Load {

    private final ReadCall call;
    private final BooleanSupplier beginning;
    private final CacheCore cache;
    private final CompletableFuture<Loaded> ended = new CompletableFuture<>();

    private Load(ReadCall call, BooleanSupplier beginning, CacheCore cache) {
        this.call = call;
        this.beginning = beginning;
        this.cache = cache;
    }

    /**
     * Loads on the executor of the call. The stage never fails.
     *
     * @param consistent whether reads that can be consistent have to be
     */
    static CompletableFuture<Loaded> by(ReadCall call, boolean consistent, CacheCore cache) {
        return by(call, () -> consistent, cache);
    }

    /**
     * Loads as above.
     *
     * @param beginning is told that the load begins, and says whether its reads have to be consistent
     */
    static CompletableFuture<Loaded> by(ReadCall call, BooleanSupplier beginning, CacheCore cache) {
        Load load = new Load(call, beginning, cache);
        try {
            call.executor().execute(load::start);
        } catch (Throwable rejected) {
            load.ended.complete(failed(rejected, true, load.now()));
        }
        return load.ended;
    }

    /** Loads on this thread and bypasses the cache. */
    static Outcome here(Slot slot, BlockingLoader loader, boolean consistent) throws Throwable {
        LoadContext context = LoadContext.begin(List.of(slot), consistent);
        try {
            return context.call(() -> new Outcome(Outcome.Source.BYPASS, loader.load(), 0));
        } finally {
            LoadContext.Proof unused = context.end();
        }
    }

    private long now() {
        return cache.ports().timing().nanos();
    }

    private void start() {
        long began = now();
        LoadContext context = LoadContext.begin(List.of(call.slot()), beginning.getAsBoolean());
        try {
            CompletableFuture<?> unused = context.call(call.loader()::load)
                    .toCompletableFuture()
                    .whenComplete((value, failure) -> ended.complete(judged(value, failure, context, began)));
        } catch (Throwable failure) {
            ended.complete(judged(null, failure, context, began));
        }
    }

    private Loaded judged(@Nullable Object value, @Nullable Throwable failure, LoadContext context, long began) {
        LoadContext.Proof proof = context.end();
        long nanos = now() - began;
        cache.listeners().onLoad(cache.settings().name(), failure == null, nanos);
        if (failure != null) {
            Throwable thrown = Failures.unwrapped(failure);
            return failed(thrown, OwnFailures.contain(thrown), began);
        }
        try {
            boolean ofAnotherSlot = !call.loader().isFor(call.slot());
            boolean storable = call.loader().isStorable(value);
            return new Loaded(value, null, storable, ofAnotherSlot, proof, context.items(), began, nanos);
        } catch (Throwable broken) {
            return failed(broken, OwnFailures.contain(broken), began);
        }
    }

    private static Loaded failed(Throwable failure, boolean ofCallerAlone, long began) {
        return new Loaded(null, failure, false, ofCallerAlone, LoadContext.Proof.UNKNOWN, ItemCoverage.WHOLE, began, 0);
    }
}
