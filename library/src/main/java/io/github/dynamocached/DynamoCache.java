package io.github.dynamocached;

import org.springframework.core.ParameterizedTypeReference;

/**
 * One cache for code. Used by any number of threads at once.
 *
 * <p>Keys are given by their parts, which become a key as the arguments of an annotated method do that leaves its key out:
 * in order, each converted by its {@code KeyConverter} if there is one, and an entity or a {@code Key} of the enhanced
 * client as the parts of its key.
 *
 * <p>The first eviction or put by code makes a cache strict whose consistency is not set, on this node from then on. Set
 * {@code consistency} to have it so from the start and on all nodes.
 */
public interface DynamoCache {

    /**
     * The name of the cache.
     *
     * @return the name
     */
    String name();

    /**
     * The cache for values of a type: what methods read that return it, or an {@code Optional} of it.
     *
     * @param type the type, not {@code Optional} itself
     * @param <T> the type
     * @return the typed cache
     * @throws MisuseException if values of the type cannot be cached
     */
    <T> TypedDynamoCache<T> of(Class<T> type);

    /**
     * The same for a type with type arguments.
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
     * Evicts a key with all that is cached under it, whatever its type, and waits on the calling thread until Redis has
     * acknowledged it or {@code redis.evict-timeout} is over. Then it is queued and repeated, and reads of the key on this
     * node go beside the cache meanwhile. Within a Spring transaction it is sent once more after its completion.
     *
     * @param keyParts the parts of the key
     * @return whether the eviction is acknowledged
     * @throws UnacknowledgedEvictionException if it is not, and {@code on-evict-failure} is {@code throw}
     * @throws MisuseException if the parts make no key
     */
    boolean evict(Object... keyParts);

    /**
     * Evicts all keys of the cache. Waits on the calling thread, for as long as there are keys on the servers; where it is
     * not acknowledged it is queued as {@link #evict} says, and all reads of the cache on this node go beside it meanwhile.
     *
     * @return whether the eviction is acknowledged
     * @throws UnacknowledgedEvictionException if it is not, and {@code on-evict-failure} is {@code throw}
     */
    boolean evictAll();

    /**
     * Looks at all that lies under a key, and changes nothing. Waits on the calling thread, at most as long as for an
     * eviction. It is for people, health pages and tests: a moment later it may be otherwise.
     *
     * @param keyParts the parts of the key
     * @return what lies there now
     * @throws UnansweredException if Redis is away or does not answer in time
     * @throws MisuseException if the parts make no key
     */
    EntryState look(Object... keyParts);
}
