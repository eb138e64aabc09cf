package io.github.dynamocached;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Hears what the caches do. Called on the thread that called the cached method where that method is synchronous, before
 * it returns; otherwise on the thread that completes it, which must not be blocked. An exception of a listener is logged
 * and changes nothing else.
 */
public interface CacheListener extends StoreListener {

    /**
     * A cache was created, which happens when its name is first used, at any time. Other threads may use it already.
     *
     * @param cacheName the name of the cache
     * @param outbox tells the number and age of its pending evictions as of now, whenever it is asked, on any thread
     */
    default void onCache(String cacheName, Supplier<OutboxState> outbox) {}

    /**
     * A read has its value.
     *
     * @param cacheName the name of the cache
     * @param outcome the value and where it came from
     */
    default void onRead(String cacheName, Outcome outcome) {}

    /**
     * A load has ended: one call of a method, for whatever reason. Called on the thread that ended it.
     *
     * @param cacheName the name of the cache
     * @param succeeded whether it returned; a load that threw has told its caller
     * @param took how long it took
     */
    default void onLoad(String cacheName, boolean succeeded, Duration took) {}

    /**
     * It is known what became of a value that was to be stored. Loads without a lease are not told of: their values are
     * never stored.
     *
     * @param cacheName the name of the cache
     * @param outcome what became of it
     */
    default void onFill(String cacheName, FillOutcome outcome) {}

    /**
     * What a read found in its slot is no value, so it goes on as a miss.
     *
     * @param cacheName the name of the cache
     * @param reason why
     */
    default void onUnreadable(String cacheName, Unreadable reason) {}

    /**
     * An eviction has ended.
     *
     * @param cacheName the name of the cache
     * @param acknowledged whether the primary has acknowledged it; if not, it is queued, and readers on other nodes may
     *     see the old value until a repetition is acknowledged or the entry's life ends
     */
    default void onEvict(String cacheName, boolean acknowledged) {}

    /**
     * A queued eviction was tried again. Called on a thread of the client or of a timer, which must not be blocked.
     *
     * @param cacheName the name of the cache
     * @param acknowledged whether the primary has acknowledged it now; if not, it is tried again
     */
    default void onEvictRetry(String cacheName, boolean acknowledged) {}

    /**
     * A load soon after an eviction could not show that it read DynamoDB consistently, so its entry lives as long as the
     * hold-off. Called as {@link #onRead} is, or on a thread of the cache where the load was a refresh.
     *
     * @param cacheName the name of the cache
     */
    default void onUnverifiedLoad(String cacheName) {}

    /**
     * A background refresh has ended. Called on a thread of the cache, which must not be blocked.
     *
     * @param cacheName the name of the cache
     * @param result what became of it
     */
    default void onRefresh(String cacheName, RefreshResult result) {}
}
