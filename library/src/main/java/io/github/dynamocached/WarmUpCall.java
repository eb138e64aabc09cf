package io.github.dynamocached;

/**
 * The call that a warm-up makes for each key. It reads the key through an annotated method or a {@link TypedDynamoCache}.
 *
 * @param <K> the type of the keys
 */
@FunctionalInterface
public interface WarmUpCall<K> {

    /**
     * Reads a key. Called by several threads at the same time, each with another key.
     *
     * @param key the key
     * @throws Exception any exception. It is counted, and the warm-up continues
     */
    void read(K key) throws Exception;
}
