package io.github.dynamocached.cache;

/** What one cache is made of. */
record Parts(
        CacheSettings settings,
        Level level,
        Ports ports,
        HitForPass passes,
        Refreshes refreshes,
        Outbox outbox,
        Listeners listeners) {}
