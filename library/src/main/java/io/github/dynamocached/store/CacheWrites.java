package io.github.dynamocached.store;

import io.github.dynamocached.CacheKey;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletionStage;

/**
 * The port through which one cache is told of writes to its items, by those who see them without making them. No method
 * blocks, waits or throws, and no stage fails. Stages may complete on a thread of the connection to the server, which must
 * not be blocked.
 */
public interface CacheWrites {

    /**
     * A write is about to be sent. In a fenced cache it is announced, except for {@link CacheKey#everyKeyOf every key}. It is
     * to be ended. Without an end within the fence of the cache, it is ended as a write of unknown outcome.
     *
     * <p>If the calling thread runs the method of a put, and the write is to the key of that put, then the put evicts or stores
     * that key, as long as it has not ended itself.
     *
     * @param keys the keys of the cache that are written to, repeated or not
     * @return the write
     */
    SeenWrite openWrite(Collection<CacheKey> keys);

    /**
     * Evicts keys. It takes as long as the budget of an eviction, or for every key as long as that takes.
     *
     * @param keys the keys, repeated or not
     * @return whether the eviction of every key is acknowledged. One that is not is queued and retried
     */
    CompletionStage<Boolean> evictAsync(Collection<CacheKey> keys);

    /**
     * Evicts keys without waiting. From the return of this method until the server has acknowledged the eviction, reads of
     * the keys on this node bypass the cache. Other nodes may see the old values until then. An eviction that fails is queued
     * and retried.
     *
     * <p>Evictions of {@link CacheKey#everyKeyOf every key} run one after the other. One that is still to begin serves all who
     * have asked for it.
     *
     * @param keys the keys, repeated or not
     */
    void owe(Collection<CacheKey> keys);

    /** {@return whether evictions of this node are queued, because Redis has not acknowledged them yet} */
    boolean owesEvictions();

    /** {@return how long after an eviction DynamoDB may still return the old item to a read that is not consistent} */
    Duration holdOff();
}
