package io.github.dynamocached;

import java.time.Duration;

/**
 * The pending evictions of one cache on this node at one moment. All figures are 0 while Redis answers.
 *
 * @param queued how many keys wait for an acknowledgement. Reads of them on this node bypass the cache
 * @param later how many evictions are due only when a write of unknown outcome can no longer land. Reads of their keys do
 *     not bypass the cache
 * @param oldestAge how long the oldest pending eviction has been waiting
 * @param wholeCache whether there were too many, so that every read of the cache on this node bypasses it
 */
public record OutboxState(int queued, int later, Duration oldestAge, boolean wholeCache) {}
