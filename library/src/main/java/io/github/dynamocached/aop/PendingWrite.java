package io.github.dynamocached.aop;

/** A write that waits for the end of its method. Used by the thread of the caller alone, and ended once. */
interface PendingWrite {

    /** Says that the method is about to be called. */
    void announce();

    /**
     * The method has returned. What is announced is ended, also where nothing is to be evicted or stored.
     *
     * @throws io.github.dynamocached.UnacknowledgedEvictionException if Redis did not acknowledge it and the cache
     *     is to say so
     */
    void afterReturn(Call call);

    /** The method threw: it may have written before, or its write may still land. */
    void afterThrow(Call call);
}
