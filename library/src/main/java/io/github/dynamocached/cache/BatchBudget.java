package io.github.dynamocached.cache;

/**
 * The time for commands of one call that reads several caches, one within the load of another: the budget of a call for all that
 * comes before the innermost load, and the same again for the fills after it. A call that reads one cache has one of its own.
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
