package io.github.dynamocached;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The caches for code: what annotations do not reach, on the same entries. A bean of this type is there for injection.
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
 * <p>A cache that is named here in a constructor or an initializing method is known at the start: its properties are no
 * misspelt name, and it counts as one that is read.
 */
public interface DynamoCaches {

    /**
     * The cache of a name. It is the one that annotations of this name mean.
     *
     * @param name the name
     * @return the cache
     * @throws MisuseException if the name or the settings of the cache are refused
     */
    DynamoCache cache(String name);

    /**
     * Calls something, and says how the caches answered the reads that it made on this thread.
     *
     * <pre>{@code
     * Observed<Optional<User>> seen = caches.observe(() -> repository.findById("user123"));
     * boolean free = seen.isFromCache();
     * }</pre>
     *
     * @param call what is called, once, on the calling thread; what it throws comes out as it is
     * @param <T> what it returns
     * @return its result and the reads
     */
    default <T extends @Nullable Object> Observed<T> observe(Supplier<T> call) {
        return observeChecked(call::get);
    }

    /**
     * As {@link #observe}, for a call that throws a checked exception.
     *
     * @param call what is called, once, on the calling thread
     * @param <T> what it returns
     * @param <X> the checked exception that it throws
     * @return its result and the reads
     * @throws X what the call throws, as it is
     */
    <T extends @Nullable Object, X extends Exception> Observed<T> observeChecked(CheckedCall<T, X> call) throws X;

    /**
     * Prepares to read many keys ahead, in the background and not faster than DynamoDB is to be asked.
     *
     * <pre>{@code
     * WarmUpResult result = caches.warmUp(sessionIds)
     *         .loadsPerSecond(100)
     *         .start(id -> sessions.findById(id))
     *         .await();
     * }</pre>
     *
     * @param keys the keys, none of them null; iterated once, by the threads of the warm-up one at a time
     * @param <K> the type of the keys
     * @return the warm-up, to be started
     */
    <K> WarmUp<K> warmUp(Iterable<? extends K> keys);
}
