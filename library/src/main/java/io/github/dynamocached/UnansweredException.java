package io.github.dynamocached;

/**
 * Redis did not answer somebody who looked at the cache. Reads and writes never see it: they go on without the cache.
 */
public final class UnansweredException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * An exception whose message says all this.
     *
     * @param cacheName the name of the cache
     */
    public UnansweredException(String cacheName) {
        super("Cache '" + cacheName
                + "': Redis did not say in time what lies under a key. Look again when it answers.");
    }
}
