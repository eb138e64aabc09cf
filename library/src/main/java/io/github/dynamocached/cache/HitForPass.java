package io.github.dynamocached.cache;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The flights whose value could not be stored lately (Varnish's hit-for-pass): their callers load at once instead of
 * waiting for each other in turn. Holds a bounded number of them for some seconds; one that is not remembered costs its
 * waiters one more load's time.
 *
 * <p>A rejected fill counts from the second in a row: one eviction during a load says nothing of the next load, and all
 * callers of a hot key would go to DynamoDB at once.
 */
final class HitForPass {

    private static final int CAPACITY = 10_000;
    private static final long NANOS = Duration.ofSeconds(2).toNanos();

    private record Mark(boolean passes, long end) {}

    private final ConcurrentMap<FlightKey, Mark> marks = new ConcurrentHashMap<>();
    private final Timing timing;

    HitForPass(Timing timing) {
        this.timing = timing;
    }

    boolean passes(FlightKey key) {
        if (marks.isEmpty()) {
            return false;
        }
        Mark mark = marks.get(key);
        return mark != null && mark.passes && isAlive(mark);
    }

    void notStorable(FlightKey key) {
        mark(key, true);
    }

    void rejected(FlightKey key) {
        Mark before = marks.get(key);
        mark(key, before != null && isAlive(before));
    }

    void stored(FlightKey key) {
        marks.remove(key);
    }

    private void mark(FlightKey key, boolean passes) {
        if (marks.size() >= CAPACITY) {
            marks.values().removeIf(mark -> !isAlive(mark));
        }
        if (marks.size() < CAPACITY) {
            marks.put(key, new Mark(passes, timing.nanos() + NANOS));
        }
    }

    private boolean isAlive(Mark mark) {
        return timing.nanos() - mark.end < 0;
    }
}
