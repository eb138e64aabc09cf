package io.github.dynamocached.example.page;

import io.github.dynamocached.CacheListener;
import io.github.dynamocached.CircuitState;
import io.github.dynamocached.Outcome;
import java.time.Duration;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.stereotype.Component;

/** Counts what all caches do since the start. */
@Component
@OnlyWithPage
class CacheCounts implements CacheListener {

    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder bypasses = new LongAdder();
    private final LongAdder loads = new LongAdder();
    private final LongAdder evictions = new LongAdder();
    private final DoubleAdder units = new DoubleAdder();
    private final DoubleAdder savedUnits = new DoubleAdder();
    private volatile CircuitState circuit = CircuitState.CLOSED;

    @Override
    public void onRead(String cacheName, Outcome outcome) {
        switch (outcome.source()) {
            case HIT, STALE, NEAR -> {
                hits.increment();
                savedUnits.add(outcome.halfUnits() / 2.0);
            }
            case MISS -> misses.increment();
            case BYPASS -> bypasses.increment();
        }
    }

    @Override
    public void onLoad(String cacheName, boolean succeeded, Duration took) {
        loads.increment();
    }

    @Override
    public void onReadUnits(String cacheName, boolean consistent, double consumed) {
        units.add(consumed);
    }

    @Override
    public void onEvict(String cacheName, boolean acknowledged) {
        evictions.increment();
    }

    @Override
    public void onCircuit(String commands, CircuitState state) {
        if (commands.equals("reads")) {
            circuit = state;
        }
    }

    /** The circuit breaker of reads. */
    CircuitState circuit() {
        return circuit;
    }

    Totals totals() {
        return new Totals(
                hits.sum(), misses.sum(), bypasses.sum(), loads.sum(), evictions.sum(), units.sum(), savedUnits.sum());
    }

    /**
     * The counts at one moment, or those between two.
     *
     * @param loads calls of cached methods, each of which reads DynamoDB
     * @param units the read units of these loads
     * @param savedUnits the read units that hits would have needed
     */
    record Totals(long hits, long misses, long bypasses, long loads, long evictions, double units, double savedUnits) {

        Totals since(Totals earlier) {
            return new Totals(
                    hits - earlier.hits,
                    misses - earlier.misses,
                    bypasses - earlier.bypasses,
                    loads - earlier.loads,
                    evictions - earlier.evictions,
                    units - earlier.units,
                    savedUnits - earlier.savedUnits);
        }
    }
}
