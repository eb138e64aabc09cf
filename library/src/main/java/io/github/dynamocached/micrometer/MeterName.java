package io.github.dynamocached.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;

/** The meters, with what each of them tells. */
enum MeterName {
    READS("dynamocached.reads", "Reads by result"),
    GETS("cache.gets", "Reads by result: from the cache, or not"),
    PUTS("cache.puts", "Values that were stored"),
    REMOVALS("cache.evictions", "Evictions, acknowledged or queued"),
    HIT_AGE("dynamocached.hits.age", "Age of values from Redis"),
    WAITS("dynamocached.waits", "Waits for the load of another call"),
    LOADS("dynamocached.loads", "Loads by outcome, with their duration"),
    UNITS_CONSUMED("dynamocached.units.consumed", "Read capacity units that loads have consumed"),
    UNITS_SAVED("dynamocached.units.saved", "Read capacity units that the loads of values from the cache had consumed"),
    UNVERIFIED_LOADS("dynamocached.loads.unverified", "Loads soon after an eviction without proof of consistent reads"),
    FILLS("dynamocached.fills", "Fills by outcome"),
    ADAPTED_TTL("dynamocached.ttl.adapted", "Time to live of stored values, chosen by how often they change"),
    UNREADABLE("dynamocached.unreadable", "Cached contents that could not be read, by reason"),
    REFRESHES("dynamocached.refreshes", "Background refreshes by trigger and outcome"),
    SHADOW_RESULTS("dynamocached.shadow.results", "Comparisons of hits with DynamoDB, by result"),
    SHADOW_AGE("dynamocached.shadow.age", "Age of values that were not those of DynamoDB, at their hit"),
    NEAR_AGE("dynamocached.near.age", "Age of values from the memory of this node"),
    NEAR_TOLD("dynamocached.near.told", "Changed keys that Redis has told to this node"),
    NEAR_LOSSES("dynamocached.near.losses", "Times that all near values of one server were dropped"),
    NEAR_BEHIND("dynamocached.near.behind", "Time since Redis was last known to have told all changes to this node"),
    NEAR_SIZE("dynamocached.near.size", "Bytes that the near caches of this node keep, roughly"),
    NEAR_KEYS("dynamocached.near.keys", "Keys of which the near caches of this node keep values"),
    NEAR_DISPLACED("dynamocached.near.displaced", "Keys that made room for others in the near caches of this node"),
    EVICTIONS("dynamocached.evictions", "Evictions by outcome: acknowledged by Redis in time, or queued"),
    RETRIES("dynamocached.evictions.retries", "Retries of queued evictions by outcome"),
    OUTBOX("dynamocached.outbox.size", "Pending evictions of this node"),
    OUTBOX_AGE("dynamocached.outbox.age", "Age of the oldest pending eviction of this node"),
    POISONED(
            "dynamocached.keys.poisoned",
            "Keys that this node does not read from the cache because of pending evictions"),
    WHOLE_CACHE_POISONED("dynamocached.cache.poisoned", "1 while this node does not read the cache at all, else 0"),
    COMMANDS("dynamocached.redis.commands", "Redis commands that were answered, with the time until then"),
    COMMAND_FAILURES("dynamocached.redis.failures", "Failed Redis commands by reason"),
    REPLICA_READS("dynamocached.redis.replica.reads", "Reads that a replica was to answer, by result"),
    CIRCUIT("dynamocached.redis.circuit", "1 for the current state of the circuit breaker, else 0"),
    STREAM_RECORDS("dynamocached.streams.records", "Records that this node has read from the stream of a table"),
    STREAM_SWEEPS(
            "dynamocached.streams.sweeps",
            "Evictions of all keys of a table's caches, because it was not known which changes were missed"),
    STREAM_LAG(
            "dynamocached.streams.lag", "Age of the oldest change that may not be evicted yet, on the node that reads"),
    STREAM_SHARDS("dynamocached.streams.shards", "Shards that this node reads"),
    STREAM_LEADER("dynamocached.streams.leader", "1 while this node reads the stream of a table, else 0"),
    STREAM_PROBLEM("dynamocached.streams.problem", "1 while this node cannot follow the stream of a table, else 0");

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
