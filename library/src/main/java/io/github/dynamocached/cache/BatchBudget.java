package io.github.dynamocached.cache;

import io.github.dynamocached.Outcome;
import io.github.dynamocached.load.AsyncBatchLoader;
import io.github.dynamocached.load.BatchLoader;
import io.github.dynamocached.store.Slot;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Reads several caches by one call, one within the load of another, within the time that a call has for commands: the budget of a
 * call for all that comes before the innermost load, and the same again for the fills after it.
 *
 * <p>It begins with the first read. Used by one step of a call after the other, on any threads.
 */
public final class BatchBudget {

    private volatile long began;
    private volatile boolean hasBegun;
    private volatile long filled;
    private volatile boolean fills;

    /** A budget that has not begun. */
    public BatchBudget() {}

    /**
     * Reads many slots of one cache, as {@link ReadThroughCache#readAll} does.
     *
     * @param cache has the slots
     * @param operation what all reads by the calling method have in common
     * @param slots the slots in any order, repeated or not
     * @param loader loads values; called at most once. It may read the next cache
     * @return the outcomes by slot
     * @throws Throwable what the loader threw
     */
    public Map<Slot, Outcome> readAll(
            ReadThroughCache cache, ReadOperation operation, Collection<Slot> slots, BatchLoader loader)
            throws Throwable {
        return cache.reads().readAll(operation, slots, loader, this);
    }

    /**
     * Reads many slots of one cache, as {@link ReadThroughCache#readAllAsync} does.
     *
     * @param cache has the slots
     * @param operation what all reads by the calling method have in common
     * @param slots the slots in any order, repeated or not
     * @param loader loads values; called at most once. It may read the next cache
     * @param executor goes on with the call
     * @return the outcomes by slot; fails only with an exception of the loader
     */
    public CompletableFuture<Map<Slot, Outcome>> readAllAsync(
            ReadThroughCache cache,
            ReadOperation operation,
            Collection<Slot> slots,
            AsyncBatchLoader loader,
            Executor executor) {
        return cache.reads().readAllAsync(operation, slots, loader, executor, Function.identity(), this);
    }

    /** A read begins. Returns when the first one began. */
    long begin(long now) {
        if (!hasBegun) {
            began = now;
            hasBegun = true;
        }
        return began;
    }

    /** Fills begin. Returns when the first ones began. */
    long beginFills(long now) {
        if (!fills) {
            filled = now;
            fills = true;
        }
        return filled;
    }
}
