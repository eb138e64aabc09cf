package io.github.dynamocached.load;

import io.github.dynamocached.ObservedRead;
import io.github.dynamocached.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Collects the cache reads of the current thread, in the order in which they ended. A read within the load of another read is
 * part of that one and not listed. One observation may be within another: then both list the read.
 *
 * <p>Used by one thread. Asynchronous reads and refreshes are not listed.
 */
public final class Observation implements AutoCloseable {

    private static final ThreadLocal<@Nullable Observation> CURRENT = new ThreadLocal<>();

    /** How many are open in this JVM. While none is, a read looks at nothing else. */
    private static final AtomicInteger OPEN = new AtomicInteger();

    private final @Nullable Observation outer;
    private final @Nullable LoadContext within;
    private final List<ObservedRead> reads = new ArrayList<>();
    private boolean closed;

    private Observation(@Nullable Observation outer, @Nullable LoadContext within) {
        this.outer = outer;
        this.within = within;
    }

    /**
     * Begins to collect the reads of this thread.
     *
     * @return the observation, to be closed by this thread
     */
    public static Observation begin() {
        Observation begun = new Observation(CURRENT.get(), LoadContext.bound());
        CURRENT.set(begun);
        OPEN.incrementAndGet();
        return begun;
    }

    /**
     * Adds a read to the observations of this thread.
     *
     * @param cacheName the name of the cache
     * @param outcome what the read returned
     */
    public static void note(String cacheName, Outcome outcome) {
        Observation current = OPEN.get() == 0 ? null : CURRENT.get();
        if (current != null) {
            current.add(cacheName, outcome);
        }
    }

    private void add(String cacheName, Outcome outcome) {
        LoadContext load = LoadContext.bound();
        ObservedRead seen = new ObservedRead(cacheName, outcome.source(), outcome.ageMillis(), outcome.isAbsence());
        for (Observation observer = this; observer != null; observer = observer.outer) {
            if (observer.within == load) {
                observer.reads.add(seen);
            }
        }
    }

    /** {@return a copy of the reads so far} */
    public List<ObservedRead> reads() {
        return List.copyOf(reads);
    }

    /** Ends the observation. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        OPEN.decrementAndGet();
        if (outer == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(outer);
        }
    }
}
