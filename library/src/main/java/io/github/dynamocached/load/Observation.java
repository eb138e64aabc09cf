package io.github.dynamocached.load;

import io.github.dynamocached.Outcome;
import io.github.dynamocached.SeenOutcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Notes the reads that the current thread makes from its beginning to its end, in the order in which they ended. Reads
 * within the load of another read are left out: they are part of that one. One observation may lie within another, and
 * both note what is read then.
 *
 * <p>Used by one thread. Reads that wait for nobody on this thread (asynchronous ones) and refreshes are not seen.
 */
public final class Observation implements AutoCloseable {

    private static final ThreadLocal<@Nullable Observation> CURRENT = new ThreadLocal<>();

    private final @Nullable Observation outer;
    private final @Nullable LoadContext within;
    private final List<SeenOutcome> reads = new ArrayList<>();

    private Observation(@Nullable Observation outer, @Nullable LoadContext within) {
        this.outer = outer;
        this.within = within;
    }

    /**
     * Begins to note the reads of this thread.
     *
     * @return the observation, to be closed by this thread
     */
    public static Observation begin() {
        Observation begun = new Observation(CURRENT.get(), LoadContext.bound());
        CURRENT.set(begun);
        return begun;
    }

    /**
     * Notes a read for the observations of the calling thread.
     *
     * @param cacheName the name of the cache
     * @param outcome how the cache answered
     */
    public static void note(String cacheName, Outcome outcome) {
        Observation current = CURRENT.get();
        if (current != null) {
            current.add(cacheName, outcome);
        }
    }

    private void add(String cacheName, Outcome outcome) {
        LoadContext load = LoadContext.bound();
        SeenOutcome seen = new SeenOutcome(cacheName, outcome.source(), outcome.ageMillis(), outcome.isAbsence());
        for (Observation observer = this; observer != null; observer = observer.outer) {
            if (observer.within == load) {
                observer.reads.add(seen);
            }
        }
    }

    /**
     * What was read until now.
     *
     * @return a copy
     */
    public List<SeenOutcome> reads() {
        return List.copyOf(reads);
    }

    /** Ends the observation. */
    @Override
    public void close() {
        if (outer == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(outer);
        }
    }
}
