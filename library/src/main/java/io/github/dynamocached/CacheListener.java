package io.github.dynamocached;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Is notified of what the caches do. A synchronous method calls it on the caller's thread before it returns. An asynchronous
 * one calls it on the thread that completes the result, which must not be blocked. An exception of a listener is logged and
 * has no other effect.
 */
public interface CacheListener extends StoreListener {

    /**
     * A cache was created. This happens when its name is first used. Other threads may use it already.
     *
     * @param cacheName the name of the cache
     * @param outbox tells the number and age of its pending evictions as of now, whenever it is asked, on any thread
     */
    default void onCache(String cacheName, Supplier<OutboxState> outbox) {}

    /**
     * A cache was created of which this node keeps values in its memory. Called after {@link #onCache}.
     *
     * @param cacheName the name of the cache
     * @param near tells the state of the near cache as of now, whenever it is asked, on any thread
     */
    default void onNear(String cacheName, Supplier<NearState> near) {}

    /**
     * A read has its value.
     *
     * @param cacheName the name of the cache
     * @param outcome the value and where it came from
     */
    default void onRead(String cacheName, Outcome outcome) {}

    /**
     * Whether {@link #onRead} is also to be called for values from the memory of this node. {@link NearState} counts them, so a
     * listener that only counts can do without a call for each.
     *
     * @return asked once
     */
    default boolean isToldOfNearHits() {
        return true;
    }

    /**
     * A load has ended, that is, one call of a method that its {@code condition} did not exclude. Called on the thread that
     * ended it.
     *
     * @param cacheName the name of the cache
     * @param succeeded whether it returned a value; otherwise its caller gets the exception
     * @param took how long it took
     */
    default void onLoad(String cacheName, boolean succeeded, Duration took) {}

    /**
     * A load has read DynamoDB. Called before {@link #onLoad} of the same load, once for its consistent reads and once for the
     * others. Reads of other threads that belong to no load are not reported, nor are those of the loads within this one, which
     * are reported for their own caches.
     *
     * @param cacheName the name of the cache
     * @param consistent whether the reads were consistent, which costs twice as much
     * @param units the read capacity units that DynamoDB has charged for them, more than 0
     */
    default void onReadUnits(String cacheName, boolean consistent, double units) {}

    /**
     * A fill has ended. Loads without a lease are not reported, because their values are never stored.
     *
     * @param cacheName the name of the cache
     * @param outcome what happened to the value
     */
    default void onFill(String cacheName, FillOutcome outcome) {}

    /**
     * A value was stored in a cache whose time to live follows the changes of its values. Called before {@link #onFill}.
     *
     * @param cacheName the name of the cache
     * @param ttl how long the value is fresh, as the server has chosen
     */
    default void onAdaptedTtl(String cacheName, Duration ttl) {}

    /**
     * A read found something that it cannot use as a value, so it is a miss.
     *
     * @param cacheName the name of the cache
     * @param reason why it cannot be used
     */
    default void onUnreadable(String cacheName, Unreadable reason) {}

    /**
     * An eviction has ended.
     *
     * @param cacheName the name of the cache
     * @param acknowledged whether the primary has acknowledged it. If not, the eviction is queued, and readers on other
     *     nodes may see the old value until a retry is acknowledged or the entry expires
     */
    default void onEvict(String cacheName, boolean acknowledged) {}

    /**
     * A pending eviction was retried. Called on a thread of the Redis client or of a timer, which must not be blocked.
     *
     * @param cacheName the name of the cache
     * @param acknowledged whether the primary has acknowledged it now. If not, it is retried again
     */
    default void onEvictRetry(String cacheName, boolean acknowledged) {}

    /**
     * A load soon after an eviction was not seen to read DynamoDB consistently, so its entry is kept only for the hold-off.
     * Called as {@link #onRead} is, or on a thread of the cache if the load was a refresh.
     *
     * @param cacheName the name of the cache
     */
    default void onUnverifiedLoad(String cacheName) {}

    /**
     * A call has waited for the load of another call. Called as {@link #onRead} is, before the call goes on, also if the wait
     * was in vain and the call loads for itself. Not called for the call that loads, or for a batch, which never waits.
     *
     * @param cacheName the name of the cache
     * @param node where the load was
     * @param took how long the call has waited
     */
    default void onWait(String cacheName, LoadingNode node, Duration took) {}

    /**
     * A background refresh has ended. Called on a thread of the cache, which must not be blocked.
     *
     * @param cacheName the name of the cache
     * @param result how it ended
     */
    default void onRefresh(String cacheName, RefreshResult result) {}

    /**
     * The same with the reason for the refresh. The default calls {@link #onRefresh(String, RefreshResult)}.
     *
     * @param cacheName the name of the cache
     * @param trigger why it began
     * @param result how it ended
     */
    default void onRefresh(String cacheName, RefreshTrigger trigger, RefreshResult result) {
        onRefresh(cacheName, result);
    }

    /**
     * The comparison of a hit with DynamoDB has ended, up to a fence's length after the hit. Called on a thread of the cache,
     * which must not be blocked, or on that of the hit if it was {@link ShadowResult#DROPPED}.
     *
     * @param cacheName the name of the cache
     * @param result what it has shown
     * @param age the age of the value when the hit returned it, counted from its fill
     */
    default void onShadow(String cacheName, ShadowResult result, Duration age) {}
}
