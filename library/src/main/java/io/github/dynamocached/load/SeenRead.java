package io.github.dynamocached.load;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One read of DynamoDB by this JVM, from before it is sent until just before its answer reaches whoever asked.
 *
 * <p>Reads are numbered as they begin. A read that is not consistent and is not certainly another load's counts against
 * the loads that it lies in: those that began before it and end after it. For that the greatest number among the reads
 * that have ended is enough. A load is unproven if that one began after the load did.
 */
public final class SeenRead {

    private static final AtomicLong NEWEST = new AtomicLong();
    private static final AtomicLong NEWEST_UNPROVEN = new AtomicLong();
    private static final AtomicLong NEWEST_PARTIAL = new AtomicLong();

    private final long number = NEWEST.incrementAndGet();
    private final @Nullable LoadContext load = LoadContext.current();
    private final boolean ofLoadAlone = load != null && load.isCallOf(Thread.currentThread());

    private SeenRead() {}

    /**
     * A read that is about to be sent. Called on the thread that asks for it.
     *
     * @return the read
     */
    public static SeenRead begin() {
        return new SeenRead();
    }

    /**
     * Whether the read has to be consistent if it can be and its caller has left it open.
     *
     * @return true in a load that has to read consistently
     */
    public boolean mustBeConsistent() {
        return load != null && load.isConsistent();
    }

    /**
     * The read has succeeded. Called on the thread that hands the answer on, before it does; not called for a read that
     * failed.
     *
     * @param consistent whether all of it was consistent
     */
    public void end(boolean consistent) {
        end(consistent, SeenItems.WHOLE);
    }

    /**
     * The read has succeeded, as {@link #end(boolean)} says.
     *
     * @param consistent whether all of it was consistent
     * @param items what it returned of the items; of several the least
     */
    public void end(boolean consistent, SeenItems items) {
        if (load != null) {
            load.sawRead(consistent, items);
        }
        if (items == SeenItems.PARTIAL && !ofLoadAlone) {
            NEWEST_PARTIAL.accumulateAndGet(number, Math::max);
        }
        if (!consistent && !ofLoadAlone) {
            NEWEST_UNPROVEN.accumulateAndGet(number, Math::max);
        }
        LoadContext.continueWith(load);
    }

    static long newest() {
        return NEWEST.get();
    }

    /** Whether a read that ended by now, and that may be anybody's, began after the given one. */
    static boolean isUnprovenSince(long newestBefore) {
        return NEWEST_UNPROVEN.get() > newestBefore;
    }

    /** The same of a read of some attributes. */
    static boolean isPartialSince(long newestBefore) {
        return NEWEST_PARTIAL.get() > newestBefore;
    }

    @Override
    public String toString() {
        return "read " + number + (load == null ? "" : " of the " + load);
    }
}
