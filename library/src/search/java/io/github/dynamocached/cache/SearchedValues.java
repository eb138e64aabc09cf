package io.github.dynamocached.cache;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Consistency;
import java.time.Duration;

/**
 * How long values count in a search.
 *
 * @param live how long they are fresh
 * @param stale how long they may be answered after that, while they are refreshed
 * @param error how long they may be answered after that, if the load fails
 */
record SearchedValues(Duration live, Duration stale, Duration error) {

    /** Values that are fresh for longer than a search takes. */
    static final SearchedValues FRESH = new SearchedValues(Duration.ofMinutes(5), Duration.ZERO, Duration.ZERO);

    SearchedValues living(Duration time) {
        return new SearchedValues(time, stale, error);
    }

    SearchedValues kept(Duration whileStale, Duration despiteError) {
        return new SearchedValues(live, whileStale, despiteError);
    }

    /** The settings of a cache with such values. */
    CacheSettings in(Consistency consistency) {
        return CacheSettings.named("items")
                .ttl(live)
                .ttlJitter(0)
                .earlyRefresh(0)
                .lockWait(SearchScenario.BUDGETS.call())
                .holdOff(SearchScenario.HOLD_OFF)
                .lockLease(SearchScenario.LEASE)
                .staleWhileRevalidate(stale)
                .staleIfError(error)
                .consistency(consistency)
                .build();
    }
}
