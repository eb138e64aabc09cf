package io.github.dynamocached.cache;

/** What every load of one cache works with. */
record Parts(CacheSettings settings, Level level, Ports ports, HitForPass passes, Listeners listeners) {

    /** The same over another store. */
    Parts over(EntryStore other) {
        return new Parts(settings, level, ports.over(other), passes, listeners);
    }
}
