package io.github.dynamocached.cache;

import java.time.Duration;

/**
 * What is known of a value on its way into a slot.
 *
 * @param token the token of the lease under which the value was loaded
 * @param negative whether the value is an absence
 * @param freshFor how long the value is fresh
 * @param staleFor how long after that the value is served while it is refreshed
 * @param errorFor how long after that the value answers failed loads
 * @param loadTime how long the load took
 * @param maxVariants how many live variants the key may have, this one included
 */
public record Fill(
        String token,
        boolean negative,
        Duration freshFor,
        Duration staleFor,
        Duration errorFor,
        Duration loadTime,
        int maxVariants) {}
