package io.github.dynamocached;

/**
 * A method has written to DynamoDB, but Redis did not acknowledge the eviction. Thrown only if {@code on-evict-failure} is
 * {@code throw}, and only after the method has returned.
 *
 * <p>Do not write again. The eviction is queued and retried until Redis acknowledges it. Until then this node does not read
 * the entry from the cache, and other nodes may see the old value until the entry expires.
 */
public final class UnacknowledgedEvictionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The name of the cache. */
    private final String cacheName;

    /**
     * Creates the exception.
     *
     * @param place the annotation and its method
     * @param cacheName the name of the cache
     */
    public UnacknowledgedEvictionException(String place, String cacheName) {
        super(place + ": the method has written, but Redis did not acknowledge the eviction from cache '" + cacheName
                + "'. Do not write again: the eviction is queued and retried. Until it is acknowledged, other nodes may"
                + " return the old value. To log this instead, set on-evict-failure to queue.");
        this.cacheName = cacheName;
    }

    /** {@return the name of the cache whose entry was not evicted} */
    public String cacheName() {
        return cacheName;
    }
}
