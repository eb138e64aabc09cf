package io.github.dynamocached.redis;

/** What a command is for, which says what goes on without it where a server refuses it. */
enum CommandKind {
    /** It looks for a value. */
    READ("reads", "methods are called without the cache"),
    /** It takes a lock or a lease, stores a value, or announces a write. */
    FILL("fills", "hits continue, and nothing new is stored"),
    /** It evicts. */
    EVICTION("evictions", "evictions are queued and retried, and other nodes may see old values meanwhile"),
    /** It looks for all keys of a cache, to evict them. */
    SWEEP(
            "evictions of whole caches",
            "evictions of whole caches are queued and retried, and other nodes may see old values" + " meanwhile"),
    /** It gives something back, or looks from beside; nothing depends on it. */
    OTHER("other commands", "calls go on without them");

    private final String plural;
    private final String meanwhile;

    CommandKind(String plural, String meanwhile) {
        this.plural = plural;
        this.meanwhile = meanwhile;
    }

    /** What the log calls commands like it. */
    String plural() {
        return plural;
    }

    /** What the service does while none is sent. */
    String meanwhile() {
        return meanwhile;
    }
}
