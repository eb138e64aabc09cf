package io.github.dynamocached;

import java.time.Duration;

/**
 * The evictions of one cache that this node owes, as of one moment. All figures are 0 while Redis is well.
 *
 * @param queued how many keys wait for an acknowledgement; reads of them on this node go beside the cache
 * @param later how many evictions are due only when a write of unknown outcome can land no more; they poison nothing
 * @param oldestAge for how long the first of them has been waiting
 * @param wholeCache whether there were too many, so that every read of the cache on this node goes beside it
 */
public record OutboxState(int queued, int later, Duration oldestAge, boolean wholeCache) {}
