package io.github.dynamocached;

import java.time.Duration;

/**
 * The pending evictions of one cache on this node at one moment. All figures are 0 while Redis answers.
 *
 * @param queued how many keys wait for an acknowledgement after an eviction has failed. Reads of them on this node bypass the
 *     cache
 * @param later how many evictions are due only when a write of unknown outcome can no longer land. Reads of their keys do
 *     not bypass the cache
 * @param oldestAge how long the oldest pending eviction has been waiting
 * @param wholeCache whether every read of the cache on this node bypasses it: there were too many keys, or the whole cache is
 *     being evicted and nobody waits for it
 */
public record OutboxState(int queued, int later, Duration oldestAge, boolean wholeCache) {}
