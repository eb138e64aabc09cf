package io.github.dynamocached;

/**
 * What a warm-up does with a key: reads what is to be warm, by an annotated method or a {@link TypedDynamoCache}.
 *
 * @param <K> the type of the keys
 */
@FunctionalInterface
public interface WarmUpCall<K> {

    /**
     * Reads. Called on several threads at once, each with another key.
     *
     * @param key the key
     * @throws Exception whatever the call throws; it is counted, and the warm-up goes on
     */
    void read(K key) throws Exception;
}
