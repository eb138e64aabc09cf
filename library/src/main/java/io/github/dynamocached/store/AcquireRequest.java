package io.github.dynamocached.store;

import java.time.Duration;

/**
 * A call's wish to load and fill a slot.
 *
 * @param seen empty for a miss, which is answered with any fresh value; else the stamp of the value to be replaced,
 *     which is answered with {@link Acquisition.Hit} or {@link Acquisition.Gone} if that value is no longer there
 * @param nonce unique to the load, without white space: lets a resent or duplicated request meet its own lease
 * @param lease how long the lease holds others back
 * @param holdOff the hold-off of the cache, for which a primary that started recently counts as evicted
 * @param fence how long writers of the cache may take, for which a primary that started recently counts as one that has
 *     lost a fence; zero for a cache without fences
 */
public record AcquireRequest(String seen, String nonce, Duration lease, Duration holdOff, Duration fence) {

    /** No value has this stamp, so a call that wants to replace it gets no lease. */
    private static final String STAMP_OF_NOTHING = "?";

    /**
     * The request of a call that found nothing.
     *
     * @param nonce unique to the load
     * @param lease how long the lease holds others back
     * @param holdOff the hold-off of the cache
     * @return the request, of a cache without fences
     */
    public static AcquireRequest miss(String nonce, Duration lease, Duration holdOff) {
        return new AcquireRequest("", nonce, lease, holdOff, Duration.ZERO);
    }

    /**
     * The question of a call that takes no lease: whether somebody has filled the slot meanwhile, and else whether the key
     * was evicted recently. It leaves nothing on the server.
     *
     * @param holdOff the hold-off of the cache
     * @return the request, answered with {@link Acquisition.Hit} or {@link Acquisition.Gone}
     */
    public static AcquireRequest question(Duration holdOff) {
        return new AcquireRequest(STAMP_OF_NOTHING, STAMP_OF_NOTHING, Duration.ZERO, holdOff, Duration.ZERO);
    }

    /**
     * Whether a value is to be replaced.
     *
     * @return false for a miss
     */
    public boolean isRefresh() {
        return !seen.isEmpty();
    }
}
