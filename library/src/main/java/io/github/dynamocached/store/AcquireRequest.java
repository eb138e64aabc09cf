package io.github.dynamocached.store;

import java.time.Duration;

/**
 * Asks for a lease to load and fill a slot.
 *
 * @param stamp empty for a miss, which is answered with any fresh value. Otherwise the stamp of the value to replace; the
 *     answer is {@link Acquisition.Hit} or {@link Acquisition.Gone} if that value is no longer there
 * @param nonce unique to the load, without white space, so that a duplicated request meets its own lease
 * @param lease how long the lease makes others wait
 * @param holdOff the hold-off of the cache; on a primary that started more recently the key counts as evicted
 * @param fence how long writes to the cache may take; a primary that started more recently may have lost a fence. Zero in a
 *     cache without fences
 */
public record AcquireRequest(String stamp, String nonce, Duration lease, Duration holdOff, Duration fence) {

    /** No value has this stamp, so a request to replace it gets no lease. */
    private static final String STAMP_OF_NOTHING = "?";

    /**
     * The request of a call that found nothing.
     *
     * @param nonce unique to the load
     * @param lease how long the lease makes others wait
     * @param holdOff the hold-off of the cache
     * @return the request, in a cache without fences
     */
    public static AcquireRequest miss(String nonce, Duration lease, Duration holdOff) {
        return new AcquireRequest("", nonce, lease, holdOff, Duration.ZERO);
    }

    /**
     * Asks without taking a lease: has somebody filled the slot meanwhile, and if not, was the key evicted recently? It
     * changes nothing on the server.
     *
     * @param holdOff the hold-off of the cache
     * @return the request, answered with {@link Acquisition.Hit} or {@link Acquisition.Gone}
     */
    public static AcquireRequest question(Duration holdOff) {
        return new AcquireRequest(STAMP_OF_NOTHING, STAMP_OF_NOTHING, Duration.ZERO, holdOff, Duration.ZERO);
    }

    /** {@return whether a value is to be replaced; false for a miss} */
    public boolean isRefresh() {
        return !stamp.isEmpty();
    }
}
