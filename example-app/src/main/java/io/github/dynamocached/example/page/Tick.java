package io.github.dynamocached.example.page;

import io.github.dynamocached.CircuitState;
import io.github.dynamocached.example.local.LocalRedis;
import io.github.dynamocached.example.page.CacheCounts.Totals;
import io.github.dynamocached.example.page.Latencies.Percentiles;
import io.github.dynamocached.example.page.Traffic.Running;
import org.jspecify.annotations.Nullable;

/**
 * What the page shows of one second.
 *
 * @param at the end of the second, in milliseconds since 1970
 * @param counts what the caches did
 * @param failures reads of the traffic that failed
 * @param latency of the traffic, null if there was none
 * @param latencyWithoutCache of the reads past the cache
 * @param savedUnits read units saved since the start
 * @param circuit the circuit breaker of reads
 * @param traffic what is running at the end
 * @param redis the state of the Redis that the example started, null if it started none
 */
record Tick(
        long at,
        Totals counts,
        long failures,
        @Nullable Percentiles latency,
        @Nullable Percentiles latencyWithoutCache,
        double savedUnits,
        CircuitState circuit,
        @Nullable Running traffic,
        LocalRedis.@Nullable State redis) {}
