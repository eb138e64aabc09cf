package io.github.dynamocached.cache;

import io.github.dynamocached.command.Timing;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The flights whose value could not be stored lately (Varnish's hit-for-pass). Their callers load at once and do not wait for
 * each other. Remembers a bounded number of them for two seconds. If one is forgotten, its callers wait for one more load.
 *
 * <p>A rejected fill counts from the second in a row. One eviction during a load says nothing about the next load, and all
 * callers of a hot key would go to DynamoDB at once.
 */
final class HitForPass {

    private static final int CAPACITY = 10_000;
    private static final long NANOS = Duration.ofSeconds(2).toNanos();

    private record Mark(boolean passes, boolean evicted, long end) {}

    private final ConcurrentMap<Flights.Key, Mark> marks = new ConcurrentHashMap<>();
    private final Timing timing;

    HitForPass(Timing timing) {
        this.timing = timing;
    }

    boolean appliesTo(Flights.Key key) {
        if (marks.isEmpty()) {
            return false;
        }
        Mark mark = marks.get(key);
        return mark != null && mark.passes && isAlive(mark);
    }

    /** Whether evictions came between loads and fills lately, so that DynamoDB may lag behind the last of them. */
    boolean wasEvicted(Flights.Key key) {
        Mark mark = marks.get(key);
        return mark != null && mark.evicted && isAlive(mark);
    }

    void notStorable(Flights.Key key) {
        mark(key, true, wasEvicted(key));
    }

    void rejected(Flights.Key key) {
        Mark before = marks.get(key);
        mark(key, before != null && isAlive(before), true);
    }

    void stored(Flights.Key key) {
        marks.remove(key);
    }

    private void mark(Flights.Key key, boolean passes, boolean evicted) {
        if (marks.size() >= CAPACITY) {
            marks.values().removeIf(mark -> !isAlive(mark));
        }
        if (marks.size() < CAPACITY) {
            marks.put(key, new Mark(passes, evicted, timing.nanos() + NANOS));
        }
    }

    private boolean isAlive(Mark mark) {
        return timing.nanos() - mark.end < 0;
    }
}
