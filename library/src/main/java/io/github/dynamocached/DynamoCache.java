package io.github.dynamocached;

import org.springframework.core.ParameterizedTypeReference;

/**
 * Programmatic access to one cache. Thread-safe.
 *
 * <p>Keys are given by their parts. The parts become a key like the arguments of an annotated method without {@code key}: in
 * order, each converted by its {@code KeyConverter} if there is one. An entity or a {@code Key} of the enhanced client is
 * replaced by the parts of its key.
 *
 * <p>If the consistency of the cache is not set, the first eviction or put by code makes the cache strict, on this node and
 * from then on. Set {@code consistency} to make it strict from the start and on all nodes.
 */
public interface DynamoCache {

    /**
     * The name of the cache.
     *
     * @return the name
     */
    String name();

    /**
     * Access to the values of one type. These are the values of the methods that return the type, or an {@code Optional} of
     * it.
     *
     * @param type the type, not {@code Optional} itself
     * @param <T> the type
     * @return the typed cache
     * @throws MisuseException if values of the type cannot be cached
     */
    <T> TypedDynamoCache<T> of(Class<T> type);

    /**
     * Access to the values of one type with type arguments.
     *
     * <pre>{@code
     * caches.cache("turns").of(new ParameterizedTypeReference<List<Turn>>() {})
     * }</pre>
     *
     * @param type the type, not {@code Optional} itself
     * @param <T> the type
     * @return the typed cache
     * @throws MisuseException if values of the type cannot be cached
     */
    <T> TypedDynamoCache<T> of(ParameterizedTypeReference<T> type);

    /**
     * Evicts a key with all values that are cached under it, of any type. Waits on the calling thread until Redis has
     * acknowledged the eviction, at most for {@code redis.evict-timeout}. An eviction without acknowledgement is queued and
     * retried, and until it succeeds, reads of the key on this node bypass the cache. Within a Spring transaction the key is
     * evicted once more after completion.
     *
     * @param keyParts the parts of the key
     * @return whether the eviction is acknowledged
     * @throws UnacknowledgedEvictionException if it is not, and {@code on-evict-failure} is {@code throw}
     * @throws MisuseException if the parts are not a valid key
     */
    boolean evict(Object... keyParts);

    /**
     * Evicts all keys of the cache. Waits on the calling thread until all keys are evicted, which takes the longer the more
     * keys there are. An eviction without acknowledgement is queued and retried, and until it succeeds, all reads of the
     * cache on this node bypass it.
     *
     * @return whether the eviction is acknowledged
     * @throws UnacknowledgedEvictionException if it is not, and {@code on-evict-failure} is {@code throw}
     */
    boolean evictAll();

    /**
     * Looks up all values under a key, and changes nothing. Waits on the calling thread, at most for
     * {@code redis.evict-timeout}. Meant for people, health pages and tests, because the state may change at any time.
     *
     * @param keyParts the parts of the key
     * @return the present state of the entry
     * @throws UnansweredException if Redis is unavailable or does not answer in time
     * @throws MisuseException if the parts are not a valid key
     */
    EntryState look(Object... keyParts);
}
