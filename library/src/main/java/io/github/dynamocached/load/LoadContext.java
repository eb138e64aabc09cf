package io.github.dynamocached.load;

import io.github.dynamocached.store.Slot;
import java.util.Collection;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A load under way: which slot it fills, whether its reads have to be consistent, and which reads it was seen to make.
 * Bound to the thread on which the load was called.
 *
 * <p>An entry may live its full life after an eviction only if its load is <em>proven</em>: it made at least one read,
 * and every read that it can have used was consistent. A load may hand work to threads of which nobody knows whom they
 * work for, so a read that was not consistent, by a thread that makes no load of its own, may belong to every load under
 * way. It is counted against those that it can have been a part of: it was sent after the load began, and was answered
 * before the load ended. A load that is wrongly called unproven costs a short life of its entry, one that is wrongly
 * called proven would be a stale value.
 *
 * <p>Two ways to carry a load to other threads make such reads consistent in the first place. The thread that completes
 * an asynchronous read of a load goes on with that load, because what it runs next is what was waiting for the answer
 * (a composed call, the next page). And whoever carries thread-bound values along may carry this one, with
 * {@link #current()} and {@link #bind}. Both may be wrong about whom a thread works for, which makes a read consistent
 * that need not be; a read that is not consistent counts against everybody unless it was made within the very call of
 * its load.
 *
 * <p>A nested load counts for its outer ones too, whose values are made of it.
 */
public final class LoadContext {

    // Both are set to null and never removed: a slot that a thread keeps costs less than a new one per load.
    private static final ThreadLocal<@Nullable LoadContext> CURRENT = new ThreadLocal<>();
    private static final ThreadLocal<@Nullable LoadContext> CONTINUED = new ThreadLocal<>();

    /** What is known of a load's reads. */
    public enum Proof {
        /** There was at least one, and all that it can have used were consistent. */
        CONSISTENT,
        /** All that are its own were consistent, but there were others in this JVM that it can have used. */
        UNKNOWN,
        /** There was none, or one that was not consistent. */
        NOT_CONSISTENT
    }

    private final Collection<Slot> slots;
    private final boolean consistent;
    private final @Nullable LoadContext outer;
    private final long began = SeenRead.newest();
    private final AtomicInteger consistentReads = new AtomicInteger();
    private final AtomicInteger otherReads = new AtomicInteger();
    private final SeenShapes shapes = new SeenShapes();
    private volatile @Nullable Thread caller;
    private volatile boolean ended;

    private LoadContext(Collection<Slot> slots, boolean consistent, @Nullable LoadContext outer) {
        this.slots = slots;
        this.outer = outer;
        this.consistent = consistent || (outer != null && outer.consistent);
    }

    /**
     * The load that the current thread works for.
     *
     * @return the innermost load under way, null outside any load
     */
    public static @Nullable LoadContext current() {
        LoadContext bound = underWay(CURRENT.get());
        return bound == null ? underWay(CONTINUED.get()) : bound;
    }

    /**
     * Makes the current thread work for a load that was taken from another thread, until it is told otherwise.
     *
     * @param load the load, null for none
     */
    public static void bind(@Nullable LoadContext load) {
        CURRENT.set(load);
    }

    /**
     * Whether reads that can be consistent have to be.
     *
     * @return true in a strict cache, and in any cache soon after an eviction
     */
    public boolean isConsistent() {
        return consistent;
    }

    /** Counts a read of DynamoDB by this load. */
    void sawRead(boolean wasConsistent, SeenItems items) {
        (wasConsistent ? consistentReads : otherReads).incrementAndGet();
        shapes.add(items);
        if (outer != null) {
            outer.sawRead(wasConsistent, ofOuter(items));
        }
    }

    /** What is no entity at the end of this load makes none of the outer one. */
    private SeenItems ofOuter(SeenItems items) {
        boolean entity = slots.stream().anyMatch(Slot::isEntity);
        return entity || items == SeenItems.WHOLE ? items : SeenItems.COUNTED;
    }

    /** Whether what the current thread does now is certainly part of this load and of no other. */
    boolean isCallOf(Thread thread) {
        return caller == thread && CURRENT.get() == this && !(thread instanceof ForkJoinWorkerThread);
    }

    /** What the current thread does next was waiting for an answer of this load, null for an answer of no load. */
    static void continueWith(@Nullable LoadContext load) {
        if (load == null || !load.isCallOf(Thread.currentThread())) {
            CONTINUED.set(load);
        }
    }

    /**
     * Ends the load. Reads that end later do not count for it.
     *
     * @return what is known of its reads
     */
    public Proof end() {
        ended = true;
        if (consistentReads.get() == 0 || otherReads.get() > 0) {
            return Proof.NOT_CONSISTENT;
        }
        return SeenRead.isUnprovenSince(began) ? Proof.UNKNOWN : Proof.CONSISTENT;
    }

    /**
     * What the value of the load may lack, once it has ended.
     *
     * @return the least of what its reads returned
     */
    public SeenItems items() {
        return shapes.least(SeenRead.isPartialSince(began));
    }

    /** The load that this thread is within the call of, null for none. */
    static @Nullable LoadContext bound() {
        return underWay(CURRENT.get());
    }

    /**
     * Whether the calling thread is within a load of a slot.
     *
     * @param slot the slot
     * @return true also for an outer load
     */
    public static boolean isLoading(Slot slot) {
        for (LoadContext context = underWay(CURRENT.get()); context != null; context = context.outer) {
            if (context.slots.contains(slot)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Begins a load. It is not bound to a thread yet.
     *
     * @param slots what is loaded
     * @param consistent whether reads that can be consistent have to be
     * @return the load, within the load of the calling thread if there is one
     */
    public static LoadContext begin(Collection<Slot> slots, boolean consistent) {
        return new LoadContext(slots, consistent, underWay(CURRENT.get()));
    }

    private static @Nullable LoadContext underWay(@Nullable LoadContext innermost) {
        LoadContext context = innermost;
        while (context != null && context.ended) {
            context = context.outer;
        }
        return context;
    }

    /**
     * A call that loads.
     *
     * @param <T> what it returns
     */
    @FunctionalInterface
    public interface Call<T> {

        /**
         * Loads.
         *
         * @return what was loaded
         * @throws Throwable whatever the method of the application throws
         */
        T call() throws Throwable;
    }

    /**
     * Calls a load on the calling thread, within this context.
     *
     * @param load what is called
     * @param <T> what it returns
     * @return what it returned
     * @throws Throwable what it threw, as it is
     */
    public <T> T call(Call<T> load) throws Throwable {
        LoadContext before = CURRENT.get();
        CURRENT.set(this);
        caller = Thread.currentThread();
        try {
            return load.call();
        } finally {
            caller = null;
            bind(before);
        }
    }

    @Override
    public String toString() {
        return (consistent ? "consistent" : "eventually consistent") + " load of " + slots.size() + " slots";
    }
}
