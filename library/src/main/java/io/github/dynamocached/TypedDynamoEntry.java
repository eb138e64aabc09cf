package io.github.dynamocached;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a cache for code. Used by any number of threads at once.
 *
 * @param <T> the type of its value
 */
public interface TypedDynamoEntry<T> {

    /**
     * One of several values under the key, as the {@code variant} of an annotation names them. All of them die with the key.
     *
     * @param parts what tells the variants apart
     * @return the entry of that value
     * @throws MisuseException if the parts make no variant
     */
    TypedDynamoEntry<T> variant(Object... parts);

    /**
     * Reads through the cache, as an annotated method does: a fresh value is returned, else one caller in the cluster loads
     * it and it is stored. Waits on the calling thread and loads there. With Redis away or slow it costs
     * {@code redis.timeout} more than its load at most, and never fails for it.
     *
     * <p>A value that is stale or about to be is refreshed in the background: the loader is then called once more, on another
     * thread. So whatever it reads has to be in the key or bound to the loader: not in a {@link ThreadLocal}, unless
     * Micrometer's context propagation carries that, and not in an object that is changed after the call. Where the parts of
     * the key were changed nothing is refreshed or stored. For other loads set {@code early-refresh} and
     * {@code stale-while-revalidate} of the cache to 0.
     *
     * @param loader loads the value from DynamoDB, null for an absence; called once where the cache has no answer. What it
     *     throws comes out as it is, also for the calls that waited for this one
     * @return the value, empty for an absence
     * @throws MisuseException if methods that share the entry do not agree on how long values live, and no life was given
     */
    default Optional<T> read(Supplier<? extends @Nullable T> loader) {
        return readChecked(loader::get);
    }

    /**
     * As {@link #read}, for a loader that throws a checked exception.
     *
     * @param loader loads the value from DynamoDB, null for an absence; called once where the cache has no answer
     * @param <X> the checked exception that the loader throws
     * @return the value, empty for an absence
     * @throws MisuseException if methods that share the entry do not agree on how long values live, and no life was given
     * @throws X what the loader threw, as it is, or what it threw for the call that this one waited for
     */
    <X extends Exception> Optional<T> readChecked(CheckedCall<? extends @Nullable T, X> loader) throws X;

    /**
     * Writes to DynamoDB, and stores what the write returns. The write is announced before it is made. Where the value
     * cannot be stored safely (another write was under way, the key was evicted meanwhile or its parts were changed, Redis did
     * not answer), and where
     * the write returns nothing, the key is evicted. A write that throws may still have happened, so the key is evicted
     * then too. Waits on the calling thread, for each step as long as for a read or an eviction; what Redis does never
     * changes the outcome of the write.
     *
     * <p>Return what DynamoDB holds after the write, not what was sent: a version or a generated attribute differs.
     *
     * @param write writes, and returns what DynamoDB holds now; null after a delete or if that is not known. What it throws
     *     comes out as it is
     * @return what the write returned
     * @throws UnacknowledgedEvictionException if the key had to be evicted, Redis did not acknowledge it, and
     *     {@code on-evict-failure} is {@code throw}. The write has happened
     */
    default Optional<T> put(Supplier<? extends @Nullable T> write) {
        return putChecked(write::get);
    }

    /**
     * As {@link #put}, for a write that throws a checked exception.
     *
     * @param write writes, and returns what DynamoDB holds now; null after a delete or if that is not known
     * @param <X> the checked exception that the write throws
     * @return what the write returned
     * @throws X what the write threw, as it is
     * @throws UnacknowledgedEvictionException if the key had to be evicted, Redis did not acknowledge it, and
     *     {@code on-evict-failure} is {@code throw}. The write has happened
     */
    <X extends Exception> Optional<T> putChecked(CheckedCall<? extends @Nullable T, X> write) throws X;

    /**
     * Evicts the key, all of its variants included, as {@link DynamoCache#evict} does.
     *
     * @return whether the eviction is acknowledged
     * @throws UnacknowledgedEvictionException if it is not, and {@code on-evict-failure} is {@code throw}
     */
    boolean evict();

    /**
     * Looks at this value alone as a reader of its type finds it, as {@link DynamoCache#look} does.
     *
     * @return the state of the value; absent if there is none, or one of another type or schema
     * @throws UnansweredException if Redis is away or does not answer in time
     */
    VariantState look();
}
