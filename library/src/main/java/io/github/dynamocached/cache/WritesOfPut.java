package io.github.dynamocached.cache;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.store.WriteOutcome;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The writes to the key of one put that are seen while its method runs. Bound to the thread that calls the method, from the
 * announcement of the put to its end. A write that begins there does not evict the key, because that would make the put
 * store nothing. Its outcome decides on the put instead.
 *
 * <p>Whether the key is left to the put is decided when the write ends. A write that ends after the put evicts as any other.
 */
final class WritesOfPut {

    private static final ThreadLocal<@Nullable WritesOfPut> CURRENT = new ThreadLocal<>();

    private final CacheKey key;
    private volatile @Nullable WritesOfPut outer;
    private int underWay;
    private boolean refused;
    private boolean unknown;
    private volatile boolean over;

    /** A put whose method has not begun. No write is left to it yet. */
    WritesOfPut(CacheKey key) {
        this.key = key;
    }

    /** The method of the put runs on this thread from now on. */
    void bind() {
        outer = underWay(CURRENT.get());
        CURRENT.set(this);
    }

    /** The method has returned on this thread. A write that it has begun still counts. */
    void unbind() {
        if (CURRENT.get() == this) {
            CURRENT.set(underWay(outer));
        }
    }

    /** The innermost put on this thread to one of some keys, null if there is none. */
    static @Nullable WritesOfPut on(Collection<CacheKey> keys) {
        WritesOfPut put = underWay(CURRENT.get());
        while (put != null && !keys.contains(put.key)) {
            put = underWay(put.outer);
        }
        return put;
    }

    private static @Nullable WritesOfPut underWay(@Nullable WritesOfPut innermost) {
        WritesOfPut put = innermost;
        while (put != null && put.over) {
            put = put.outer;
        }
        return put;
    }

    CacheKey key() {
        return key;
    }

    synchronized void began() {
        underWay++;
    }

    /** A write has ended. Returns whether its key is left to the put. */
    synchronized boolean ended(WriteOutcome outcome) {
        underWay--;
        refused |= outcome == WriteOutcome.NOT_WRITTEN || outcome == WriteOutcome.CONDITION_FAILED;
        unknown |= outcome == WriteOutcome.UNKNOWN;
        return !over;
    }

    /**
     * The put ends. No write is left to it any more.
     *
     * @return how its writes have ended. One that is still under way evicts when it ends, and counts as not written
     */
    WriteOutcome end() {
        WriteOutcome outcome;
        synchronized (this) {
            over = true;
            outcome = unknown
                    ? WriteOutcome.UNKNOWN
                    : refused || underWay > 0 ? WriteOutcome.NOT_WRITTEN : WriteOutcome.WRITTEN;
        }
        CURRENT.set(underWay(CURRENT.get()));
        return outcome;
    }
}
