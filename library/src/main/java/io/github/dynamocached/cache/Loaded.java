package io.github.dynamocached.cache;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * How a load ended.
 *
 * @param value what was loaded, null for an absence
 * @param failure what the load threw, null if it did not
 * @param storable whether the value may be stored
 * @param nanos how long the load took
 */
record Loaded(@Nullable Object value, @Nullable Throwable failure, boolean storable, long nanos) {

    /** Loads on the executor. The stage never fails. */
    static CompletableFuture<Loaded> by(Loader loader, Slot slot, Executor executor, Timing timing) {
        CompletableFuture<Loaded> ended = new CompletableFuture<>();
        try {
            executor.execute(() -> start(loader, slot, timing, ended));
        } catch (RuntimeException rejected) {
            ended.complete(new Loaded(null, rejected, false, 0));
        }
        return ended;
    }

    private static void start(Loader loader, Slot slot, Timing timing, CompletableFuture<Loaded> ended) {
        long began = timing.nanos();
        try {
            LoadScope.within(slot, loader::load)
                    .whenComplete(
                            (value, failure) -> ended.complete(judged(loader, value, failure, timing.nanos() - began)));
        } catch (Throwable failure) {
            ended.complete(new Loaded(null, failure, false, timing.nanos() - began));
        }
    }

    private static Loaded judged(Loader loader, @Nullable Object value, @Nullable Throwable failure, long nanos) {
        if (failure != null) {
            return new Loaded(null, unwrapped(failure), false, nanos);
        }
        try {
            return new Loaded(value, null, loader.isStorable(value), nanos);
        } catch (Throwable broken) {
            return new Loaded(null, broken, false, nanos);
        }
    }

    /** The answer for the loading caller alone. */
    Answer alone(Outcome.Source source, long began) {
        return failure == null ? Answer.alone(new Outcome(source, value, 0), began) : Answer.failed(failure);
    }

    private static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }

    @Override
    public String toString() {
        return failure == null ? "loaded value" : "failed load";
    }
}
