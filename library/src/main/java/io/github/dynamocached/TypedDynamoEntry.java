package io.github.dynamocached;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Programmatic access to one entry of a cache. Thread-safe.
 *
 * @param <T> the type of its value
 */
public interface TypedDynamoEntry<T> {

    /**
     * One of several values under the same key, like the {@code variant} of an annotation. An eviction of the key evicts all
     * of them.
     *
     * @param parts the parts of the variant
     * @return the entry of that value
     * @throws MisuseException if the parts are not a valid variant
     */
    TypedDynamoEntry<T> variant(Object... parts);

    /**
     * Reads through the cache, like an annotated method. A fresh value is returned. Otherwise one caller in the cluster loads
     * the value and stores it. Waits on the calling thread, and loads there. A slow or unavailable Redis adds at most
     * {@code redis.timeout} to the load, and never makes the call fail.
     *
     * <p>A stale value, or one that soon will be, is refreshed in the background. For that the loader is called once more, on
     * another thread. So all that it reads must be in the key or bound to the loader. It must not read a {@link ThreadLocal},
     * unless Micrometer's context propagation carries it, nor an object that changes after the call. If the parts of the key
     * have changed, nothing is refreshed or stored. For other loaders set {@code early-refresh} and
     * {@code stale-while-revalidate} of the cache to 0.
     *
     * @param loader loads the value from DynamoDB, null for an absence. Called once if the cache has no answer. Its exceptions
     *     are thrown unchanged, also by the calls that waited for this one
     * @return the value, empty for an absence
     * @throws MisuseException if the methods that share the entry have different lifetimes, and none was set here
     */
    default Optional<T> read(Supplier<? extends @Nullable T> loader) {
        return readChecked(loader::get);
    }

    /**
     * Like {@link #read}, for a loader that throws a checked exception.
     *
     * @param loader loads the value from DynamoDB, null for an absence. Called once if the cache has no answer
     * @param <X> the checked exception that the loader throws
     * @return the value, empty for an absence
     * @throws MisuseException if the methods that share the entry have different lifetimes, and none was set here
     * @throws X the exception of the loader, unchanged, or that of the load that this call waited for
     */
    <X extends Exception> Optional<T> readChecked(CheckedCall<? extends @Nullable T, X> loader) throws X;

    /**
     * Writes to DynamoDB, and stores the value that the write returns. The write is announced to Redis before it is made. The
     * key is evicted instead of stored
     *
     * <ul>
     *   <li>if the write returns null,
     *   <li>if the write throws, because it may still have happened,
     *   <li>and if the value cannot be stored safely: there was another write at the same time, the key was evicted in the
     *       meantime, the parts of the key have changed, or Redis did not answer.
     * </ul>
     *
     * <p>Waits on the calling thread, for each step at most as long as a read or an eviction. Redis never changes the outcome
     * of the write.
     *
     * <p>Return the item as it is in DynamoDB after the write, not as it was sent: a version or another generated attribute
     * differs.
     *
     * @param write writes, and returns the value that is in DynamoDB now. Null after a delete, or if the value is not known.
     *     Its exceptions are thrown unchanged
     * @return the result of the write
     * @throws UnacknowledgedEvictionException if Redis did not acknowledge an eviction of the key, and
     *     {@code on-evict-failure} is {@code throw}. The write has happened
     */
    default Optional<T> put(Supplier<? extends @Nullable T> write) {
        return putChecked(write::get);
    }

    /**
     * Like {@link #put}, for a write that throws a checked exception.
     *
     * @param write writes, and returns the value that is in DynamoDB now. Null after a delete, or if the value is not known
     * @param <X> the checked exception that the write throws
     * @return the result of the write
     * @throws X the exception of the write, unchanged
     * @throws UnacknowledgedEvictionException if Redis did not acknowledge an eviction of the key, and
     *     {@code on-evict-failure} is {@code throw}. The write has happened
     */
    <X extends Exception> Optional<T> putChecked(CheckedCall<? extends @Nullable T, X> write) throws X;

    /**
     * Evicts the key with all its variants, like {@link DynamoCache#evict}.
     *
     * @return whether the eviction is acknowledged
     * @throws UnacknowledgedEvictionException if it is not, and {@code on-evict-failure} is {@code throw}
     */
    boolean evict();

    /**
     * Looks up this value alone, like {@link DynamoCache#look}.
     *
     * @return the state of the value. Absent if there is none, or one of another type or schema
     * @throws UnansweredException if Redis is unavailable or does not answer in time
     */
    VariantState look();
}
