package io.github.dynamocached.cache;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A load under way: which slot it fills, whether its reads have to be consistent, and which reads it was seen to make.
 * Bound to the thread on which the load was called.
 *
 * <p>An entry may live its full life after an eviction only if its load is <em>proven</em>: it made at least one read,
 * and all of its reads were consistent. A read on a thread without a context (a composed call, a second page, a parallel
 * stream) belongs to nobody, so any such read in this JVM while a load is under way leaves that load unproven. A load that
 * is wrongly called unproven costs a short life of its entry, one that is wrongly called proven would be a stale value.
 *
 * <p>A nested load counts for its outer ones too, whose values are made of it.
 */
public final class LoadContext {

    private static final ThreadLocal<@Nullable LoadContext> CURRENT = new ThreadLocal<>();
    private static final AtomicLong READS_OUTSIDE = new AtomicLong();

    /** What is known of a load's reads. */
    enum Proof {
        /** There was at least one, and all were consistent. */
        CONSISTENT,
        /** All that were seen were consistent, but there were others in this JVM that nobody can assign. */
        UNKNOWN,
        /** There was none, or one that was not consistent. */
        NOT_CONSISTENT
    }

    private final Slot slot;
    private final boolean consistent;
    private final @Nullable LoadContext outer;
    private final long readsOutsideBefore = READS_OUTSIDE.get();
    private final AtomicInteger consistentReads = new AtomicInteger();
    private final AtomicInteger otherReads = new AtomicInteger();

    private LoadContext(Slot slot, boolean consistent, @Nullable LoadContext outer) {
        this.slot = slot;
        this.outer = outer;
        this.consistent = consistent || (outer != null && outer.consistent);
    }

    /**
     * The load that the current thread makes.
     *
     * @return the innermost load, null outside any load
     */
    public static @Nullable LoadContext current() {
        return CURRENT.get();
    }

    /** Counts a read of DynamoDB by a thread that makes no load. Called on any thread. */
    public static void sawReadOutside() {
        READS_OUTSIDE.incrementAndGet();
    }

    /**
     * Whether reads that can be consistent have to be.
     *
     * @return true in a strict cache, and in any cache soon after an eviction
     */
    public boolean isConsistent() {
        return consistent;
    }

    /**
     * Counts a read of DynamoDB by this load. Called on any thread.
     *
     * @param wasConsistent whether the read is consistent as it is sent
     */
    public void sawRead(boolean wasConsistent) {
        (wasConsistent ? consistentReads : otherReads).incrementAndGet();
        if (outer != null) {
            outer.sawRead(wasConsistent);
        }
    }

    /** What the reads that were seen so far say of the load. */
    Proof proof() {
        if (consistentReads.get() == 0 || otherReads.get() > 0) {
            return Proof.NOT_CONSISTENT;
        }
        return READS_OUTSIDE.get() == readsOutsideBefore ? Proof.CONSISTENT : Proof.UNKNOWN;
    }

    static boolean isLoading(Slot slot) {
        for (LoadContext context = CURRENT.get(); context != null; context = context.outer) {
            if (context.slot.equals(slot)) {
                return true;
            }
        }
        return false;
    }

    static LoadContext begin(Slot slot, boolean consistent) {
        return new LoadContext(slot, consistent, CURRENT.get());
    }

    /** Calls a load on this thread within this context. */
    <T> T call(Supplier<T> load) {
        CURRENT.set(this);
        try {
            return load.get();
        } finally {
            if (outer == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(outer);
            }
        }
    }

    @Override
    public String toString() {
        return (consistent ? "consistent" : "eventually consistent") + " load of a " + slot;
    }
}
