package io.github.dynamocached.cache;

import io.github.dynamocached.load.AsyncBatchLoader;
import io.github.dynamocached.load.LoadContext;
import io.github.dynamocached.store.Slot;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one read of many slots from its beginning.
 *
 * @param caller waits for the answer
 * @param began the moment of its beginning
 * @param replays how often evictions were replayed until then
 * @param within the load that it began in, null for none
 * @param budget the time for its commands
 */
record BatchCall(
        ReadOperation operation,
        AsyncBatchLoader loader,
        Caller caller,
        long began,
        long replays,
        @Nullable LoadContext within,
        BatchBudget budget) {

    /** The read of one of the slots. */
    ReadCall of(Slot slot) {
        return new ReadCall(operation, slot, new BatchOfOne(loader, slot), caller, began, replays, within, false);
    }

    /** Whether it began within a load of a slot. */
    boolean isWithinLoadOf(Slot slot) {
        return within != null && within.loads(slot);
    }

    /** Answers where values are decoded and the method is called: on the thread or the executor of the caller. */
    <T> CompletableFuture<T> arrived(CompletableFuture<T> answers) {
        return caller instanceof CallerThread && !answers.isDone()
                ? answers.whenCompleteAsync((value, failure) -> {}, caller)
                : caller.arrived(answers);
    }
}
