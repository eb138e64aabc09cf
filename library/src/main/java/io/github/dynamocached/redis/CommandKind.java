package io.github.dynamocached.redis;

/** What a command is for, which says what goes on without it where a server refuses it. */
enum CommandKind {
    /** It looks for a value. */
    READ("reads"),
    /** It takes a lock or a lease, stores a value, or announces a write. */
    FILL("fills"),
    /** It evicts. */
    EVICTION("evictions"),
    /** It looks for all keys of a cache, to evict them. */
    SWEEP("evictions of whole caches"),
    /** It gives something back, or looks from beside; nothing depends on it. */
    OTHER("other commands");

    private final String plural;

    CommandKind(String plural) {
        this.plural = plural;
    }

    /** What the log calls commands like it. */
    String plural() {
        return plural;
    }
}
