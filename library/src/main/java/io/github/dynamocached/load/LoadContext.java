package io.github.dynamocached.load;

import io.github.dynamocached.WorkTracing;
import io.github.dynamocached.store.Slot;
import java.util.Collection;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A load under way: which slots it fills, whether its reads have to be consistent, and which reads it has made. Bound to the
 * thread on which the load was called.
 *
 * <p>Soon after an eviction, an entry may be kept for its full time only if its load is <em>proven</em>: it made at least
 * one read, and every read that it can have used was consistent. A load may hand work to other threads, and nobody knows
 * for which load they work. So an inconsistent read by a thread without a load of its own may belong to any load that began
 * before the read and ends after it. It counts against all of them. A load that is wrongly unproven only shortens the life
 * of its entry. A load that is wrongly proven would leave a stale value.
 *
 * <p>Two ways carry a load to other threads, so that their reads are made consistent. The thread that completes an
 * asynchronous read goes on with its load, because it runs next what was waiting for the answer, such as the next page.
 * And code that carries thread-bound values along may carry a load, with {@link #current()} and {@link #bind}. Both may
 * choose the wrong load. That makes a read consistent without need, and an inconsistent read still counts against every
 * load, unless it was made within the call of its load.
 *
 * <p>The reads of a nested load count for its outer loads too.
 */
public final class LoadContext {

    // Both are set to null and never removed: a slot that a thread keeps costs less than a new one per load.
    private static final ThreadLocal<@Nullable LoadContext> CURRENT = new ThreadLocal<>();
    private static final ThreadLocal<@Nullable LoadContext> CONTINUED = new ThreadLocal<>();

    /** Whether any thread has ever gone on with a load. Until then there is nothing to look for. */
    private static volatile boolean anyContinued;

    /** The key of a load in the context of Reactor and in snapshots of Micrometer. */
    public static final String KEY = "io.github.dynamocached.load";

    /** What is known about the reads of a load. */
    public enum Proof {
        /** There was at least one, and all reads that the load can have used were consistent. */
        CONSISTENT,
        /** All its own reads were consistent, but it can have used other reads in this JVM that were not. */
        UNKNOWN,
        /** There was no read, or one that was not consistent. */
        NOT_CONSISTENT
    }

    private final Collection<Slot> slots;
    private final boolean consistent;
    private final @Nullable LoadContext outer;
    private final long began = DynamoDbRead.newest();
    private final AtomicInteger consistentReads = new AtomicInteger();
    private final AtomicInteger otherReads = new AtomicInteger();
    private final AtomicInteger eventualCost = new AtomicInteger();
    private final AtomicInteger consistentCost = new AtomicInteger();
    private final AtomicInteger nestedCost = new AtomicInteger();
    private final LoadCoverage shapes = new LoadCoverage();
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
        return bound == null && anyContinued ? underWay(CONTINUED.get()) : bound;
    }

    /**
     * Makes the current thread work for a load of another thread, until this is called again.
     *
     * @param load the load, null for none
     */
    public static void bind(@Nullable LoadContext load) {
        CURRENT.set(load);
    }

    /** {@return whether reads have to be consistent if they can: in a strict cache, and soon after an eviction} */
    public boolean isConsistent() {
        return consistent;
    }

    /** Counts a read of DynamoDB by this load. */
    void addRead(boolean wasConsistent, ItemCoverage items, SoughtItems sought) {
        (wasConsistent ? consistentReads : otherReads).incrementAndGet();
        shapes.add(items, sought);
        if (outer != null) {
            outer.addRead(wasConsistent, ofOuter(items), sought);
        }
    }

    /** Adds what a read of this load has cost, in halves of a unit. */
    void addCost(boolean wasConsistent, int halves) {
        (wasConsistent ? consistentCost : eventualCost).addAndGet(halves);
        for (LoadContext context = outer; context != null; context = context.outer) {
            context.nestedCost.addAndGet(halves);
        }
    }

    /** If this load does not return the entity, the outer one has no entity from it. */
    private ItemCoverage ofOuter(ItemCoverage items) {
        boolean entity = slots.stream().anyMatch(Slot::isEntity);
        return entity || items == ItemCoverage.WHOLE ? items : ItemCoverage.COUNTED;
    }

    /** Whether the current thread certainly works for this load and no other. */
    boolean isCallOf(Thread thread) {
        return caller == thread && CURRENT.get() == this && !(thread instanceof ForkJoinWorkerThread);
    }

    /** The current thread goes on with what waited for an answer of this load; null for an answer of no load. */
    static void continueWith(@Nullable LoadContext load) {
        if (load == null || !load.isCallOf(Thread.currentThread())) {
            CONTINUED.set(load);
            anyContinued |= load != null;
        }
    }

    /**
     * Ends the load. Reads that end later do not count.
     *
     * @return what is known about its reads
     */
    public LoadReads end() {
        ended = true;
        return new LoadReads(proof(), shapes.least(DynamoDbRead.isPartialSince(began)), shapes.sought(), cost());
    }

    private LoadCost cost() {
        return new LoadCost(eventualCost.get(), consistentCost.get(), nestedCost.get());
    }

    private Proof proof() {
        if (consistentReads.get() == 0 || otherReads.get() > 0) {
            return Proof.NOT_CONSISTENT;
        }
        return DynamoDbRead.isUnprovenSince(began) ? Proof.UNKNOWN : Proof.CONSISTENT;
    }

    /**
     * The load that is bound to the current thread.
     *
     * @return the innermost one under way, null for none
     */
    public static @Nullable LoadContext bound() {
        return underWay(CURRENT.get());
    }

    /**
     * Whether the calling thread is within a load of a slot.
     *
     * @param slot the slot
     * @return true also for an outer load
     */
    public static boolean isLoading(Slot slot) {
        LoadContext bound = underWay(CURRENT.get());
        return bound != null && bound.loads(slot);
    }

    /**
     * Whether this load, or one that it is within, loads a slot.
     *
     * @param slot the slot
     * @return false once they have ended
     */
    public boolean loads(Slot slot) {
        for (LoadContext context = underWay(this); context != null; context = context.outer) {
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
        return begin(slots, consistent, CURRENT.get());
    }

    /**
     * Begins a load within another one, which may be that of a call that began on another thread.
     *
     * @param slots what is loaded
     * @param consistent whether reads that can be consistent have to be
     * @param within the load that the call began in, null for none
     * @return the load
     */
    public static LoadContext begin(Collection<Slot> slots, boolean consistent, @Nullable LoadContext within) {
        return new LoadContext(slots, consistent, underWay(within));
    }

    private static @Nullable LoadContext underWay(@Nullable LoadContext innermost) {
        LoadContext context = innermost;
        while (context != null && context.ended) {
            context = context.outer;
        }
        return context;
    }

    /**
     * Lets the current thread work for this load, but not as its own call.
     *
     * @param work what is done for it
     * @param <T> what it returns
     * @return what it returned
     */
    public <T extends @Nullable Object> T within(Supplier<T> work) {
        LoadContext before = CURRENT.get();
        CURRENT.set(this);
        try {
            return work.get();
        } finally {
            bind(before);
        }
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

    /**
     * The same as a part of some work.
     *
     * @param work is traced
     * @param load what is called
     * @param <T> what it returns
     * @return what it returned
     * @throws Throwable what it threw, as it is
     */
    public <T> T call(WorkTracing.Work work, Call<T> load) throws Throwable {
        WorkTracing.Scope scope = work.enter();
        try {
            return call(load);
        } finally {
            scope.close();
        }
    }

    @Override
    public String toString() {
        return (consistent ? "consistent" : "eventually consistent") + " load of " + slots.size() + " slots";
    }
}
