package io.github.dynamocached.breaker;

/** The purpose of a command. It decides what the service does while such commands are blocked or refused. */
public enum CommandKind {
    /** It looks for a value. */
    READ("reads", "methods are called without the cache"),
    /** It looks for a value on a replica. */
    REPLICA_READ("reads of a replica", "other replicas or the primary are read"),
    /** It takes a lock or a lease, stores a value, or announces a write. */
    FILL("fills", "hits continue, and nothing new is stored"),
    /** It evicts. */
    EVICTION("evictions", "evictions are queued and retried, and other nodes may see old values meanwhile"),
    /** It looks for all keys of a cache, to evict them. */
    SWEEP(
            "evictions of whole caches",
            "evictions of whole caches are queued and retried, and other nodes may see old values meanwhile"),
    /** It releases something or only looks. Nothing depends on it. */
    OTHER("other commands", "calls go on without them");

    private final String plural;
    private final String meanwhile;

    CommandKind(String plural, String meanwhile) {
        this.plural = plural;
        this.meanwhile = meanwhile;
    }

    /** The name of such commands in the log. */
    String plural() {
        return plural;
    }

    /** What the service does while none is sent. */
    String meanwhile() {
        return meanwhile;
    }
}
