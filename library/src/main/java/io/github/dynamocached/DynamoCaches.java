package io.github.dynamocached;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Programmatic access to the caches, to the same entries as the annotations. Inject the bean of this type.
 *
 * <pre>{@code
 * TypedDynamoCache<User> users = caches.cache("users").of(User.class);
 *
 * Optional<User> user = users.entry("user123").read(() -> table.getItem(key));
 * users.entry("user123").evict();
 * EntryState state = caches.cache("users").look("user123");
 *
 * Observed<Optional<User>> seen = caches.observe(() -> repository.findById("user123"));
 * RunningWarmUp warmUp = caches.warmUp(ids).loadsPerSecond(100).start(repository::findById);
 * }</pre>
 *
 * <p>Ask for a cache in a constructor or an initializing method, so that the check at the start knows it. Then its properties
 * are not taken for a misspelled name, and methods may evict from it without another reader.
 */
public interface DynamoCaches {

    /**
     * The cache of a name, the same one that annotations use under this name.
     *
     * @param name the name
     * @return the cache
     * @throws MisuseException if the name or the settings of the cache are refused
     */
    DynamoCache cache(String name);

    /**
     * Calls something, and reports how the caches answered the reads that it made on this thread.
     *
     * <pre>{@code
     * Observed<Optional<User>> seen = caches.observe(() -> repository.findById("user123"));
     * boolean free = seen.isFromCache();
     * }</pre>
     *
     * @param call called once, on the calling thread. Its exceptions are thrown unchanged
     * @param <T> the type of its result
     * @return its result and the reads
     */
    default <T extends @Nullable Object> Observed<T> observe(Supplier<T> call) {
        return observeChecked(call::get);
    }

    /**
     * Like {@link #observe}, for a call that throws a checked exception.
     *
     * @param call called once, on the calling thread
     * @param <T> the type of its result
     * @param <X> the checked exception that it throws
     * @return its result and the reads
     * @throws X the exception of the call, unchanged
     */
    <T extends @Nullable Object, X extends Exception> Observed<T> observeChecked(CheckedCall<T, X> call) throws X;

    /**
     * Prepares a warm-up, which reads many keys ahead in the background. Its rate of loads is limited to protect DynamoDB.
     *
     * <pre>{@code
     * WarmUpResult result = caches.warmUp(sessionIds)
     *         .loadsPerSecond(100)
     *         .start(id -> sessions.findById(id))
     *         .await();
     * }</pre>
     *
     * @param keys the keys, none of them null. Iterated once, by one thread of the warm-up at a time
     * @param <K> the type of the keys
     * @return the warm-up, not started yet
     */
    <K> WarmUp<K> warmUp(Iterable<? extends K> keys);
}
