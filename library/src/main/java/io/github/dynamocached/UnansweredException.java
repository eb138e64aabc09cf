package io.github.dynamocached;

/** Redis did not answer an inspection of the cache. Reads and writes never throw it: they go on without the cache. */
public final class UnansweredException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param cacheName the name of the cache
     */
    public UnansweredException(String cacheName) {
        super("Cache '" + cacheName + "': Redis did not answer in time. Try again when it does.");
    }
}
