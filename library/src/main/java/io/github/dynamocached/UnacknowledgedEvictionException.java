package io.github.dynamocached;

/**
 * A method has written, and Redis did not acknowledge the eviction that belongs to it. Thrown only where
 * {@code on-evict-failure} is {@code throw}, and only after the method itself has returned.
 *
 * <p>It is no reason to write again. The eviction is queued and repeated until Redis acknowledges it; until then this
 * node does not read the entry from the cache, and other nodes may see the old value for as long as the entry lives.
 */
public final class UnacknowledgedEvictionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The name of the cache. */
    private final String cacheName;

    /**
     * An exception whose message says all this.
     *
     * @param place the annotation and its method
     * @param cacheName the name of the cache
     */
    public UnacknowledgedEvictionException(String place, String cacheName) {
        super(place + ": the method has written, but Redis did not acknowledge the eviction from cache '" + cacheName
                + "'. Do not write again: the eviction is queued and repeated, and until it is acknowledged other nodes"
                + " may read the old value. To have this logged and not thrown set on-evict-failure to queue.");
        this.cacheName = cacheName;
    }

    /**
     * The cache whose entry was to be evicted.
     *
     * @return the name of the cache
     */
    public String cacheName() {
        return cacheName;
    }
}
