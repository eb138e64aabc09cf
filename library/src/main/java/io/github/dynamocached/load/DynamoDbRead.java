package io.github.dynamocached.load;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One read of DynamoDB by this JVM, from before it is sent until just before its answer reaches the caller.
 *
 * <p>Reads are numbered as they begin. An inconsistent read that does not certainly belong to another load counts against
 * all loads that began before it and end after it. For that it is enough to keep the greatest number of such a read: a load
 * is unproven if that read began after the load did.
 */
public final class DynamoDbRead {

    private static final AtomicLong NEWEST = new AtomicLong();
    private static final AtomicLong NEWEST_UNPROVEN = new AtomicLong();
    private static final AtomicLong NEWEST_PARTIAL = new AtomicLong();

    private final long number = NEWEST.incrementAndGet();
    private final @Nullable LoadContext load = LoadContext.current();
    private final boolean ofLoadAlone = load != null && load.isCallOf(Thread.currentThread());

    private int cost;

    private DynamoDbRead() {}

    /**
     * A read that is about to be sent. Called on the thread of its caller.
     *
     * @return the read
     */
    public static DynamoDbRead begin() {
        return new DynamoDbRead();
    }

    /** {@return whether the read has to be consistent, if it can and its caller has not decided} */
    public boolean mustBeConsistent() {
        return load != null && load.isConsistent();
    }

    /** {@return whether the read belongs to a load, so that its cost matters} */
    public boolean isOfLoad() {
        return load != null;
    }

    /**
     * DynamoDB has told what the read has cost. Called before {@link #end}.
     *
     * @param units read capacity units
     */
    public void cost(double units) {
        cost = (int) Math.round(2 * units);
    }

    /**
     * The read has succeeded. Called on the thread that hands on the answer, before it does. Not called for a failed read.
     *
     * @param consistent whether all of it was consistent
     */
    public void end(boolean consistent) {
        end(consistent, ItemCoverage.WHOLE, SoughtItems.UNKNOWN);
    }

    /**
     * The read has succeeded, as {@link #end(boolean)} says.
     *
     * @param consistent whether all of it was consistent
     * @param items which attributes it returned; if that differs between items, the least
     * @param sought which items it has asked for
     */
    public void end(boolean consistent, ItemCoverage items, SoughtItems sought) {
        if (load != null) {
            load.addRead(consistent, items, sought);
            load.addCost(consistent, cost);
        }
        if (items == ItemCoverage.PARTIAL && !ofLoadAlone) {
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

    /** Whether an inconsistent read that may belong to any load began after the given one. */
    static boolean isUnprovenSince(long newestBefore) {
        return NEWEST_UNPROVEN.get() > newestBefore;
    }

    /** The same for a read of some attributes. */
    static boolean isPartialSince(long newestBefore) {
        return NEWEST_PARTIAL.get() > newestBefore;
    }

    @Override
    public String toString() {
        return "read " + number + (load == null ? "" : " of the " + load);
    }
}
