package io.github.dynamocached.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;

/** The meters, with what each of them tells. */
enum MeterName {
    READS("dynamocached.reads", "Reads by what they came to"),
    LOADS("dynamocached.loads", "Calls of methods, and how long they took"),
    UNVERIFIED_LOADS(
            "dynamocached.loads.unverified",
            "Loads soon after an eviction that could not show that they read consistently"),
    FILLS("dynamocached.fills", "Loaded values by what became of them"),
    UNREADABLE("dynamocached.unreadable", "Contents that were read and are no values, by reason"),
    REFRESHES("dynamocached.refreshes", "Background refreshes by what became of them"),
    EVICTIONS("dynamocached.evictions", "Evictions by whether Redis acknowledged them at once"),
    RETRIES("dynamocached.evictions.retries", "Repetitions of queued evictions by whether Redis acknowledged them"),
    OUTBOX("dynamocached.outbox.size", "Evictions that this node owes"),
    OUTBOX_AGE(
            "dynamocached.outbox.age", "For how long the first of the evictions that this node owes has been queued"),
    POISONED("dynamocached.keys.poisoned", "Keys that this node does not read from the cache"),
    WHOLE_CACHE_POISONED("dynamocached.cache.poisoned", "1 while this node does not read the cache at all"),
    COMMAND_FAILURES("dynamocached.redis.failures", "Commands without an answer that is of use, by reason"),
    CIRCUIT("dynamocached.redis.circuit", "1 for the state that the circuit breaker is in, else 0");

    private final String text;
    private final String description;

    MeterName(String text, String description) {
        this.text = text;
        this.description = description;
    }

    String text() {
        return text;
    }

    String description() {
        return description;
    }

    Counter.Builder counter() {
        return Counter.builder(text).description(description);
    }

    Timer.Builder timer() {
        return Timer.builder(text).description(description);
    }
}
