package io.github.dynamocached.store;

import io.github.dynamocached.CacheKey;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The port to the memory of this node, bounded in bytes over all caches. Anything may be missing from it at any time. Used by many
 * threads at once.
 */
public interface NearEntries {

    /** What is kept under one key. Immutable. */
    interface Kept {

        /** {@return its size in bytes, roughly; always the same} */
        int weight();
    }

    /**
     * Looks up a key. Locks nothing.
     *
     * @param key the key
     * @return what is kept, null for nothing
     */
    @Nullable
    Kept get(CacheKey key);

    /**
     * Changes what is kept under a key, in one atomic step: a {@link #remove} of the key runs entirely before it or after it.
     *
     * @param key the key
     * @param change returns what is to be kept from now on, null for nothing. Short, and touches no other key
     */
    void change(CacheKey key, UnaryOperator<@Nullable Kept> change);

    /**
     * Forgets a key. What {@link #change} has kept before is gone when this returns.
     *
     * @param key the key
     */
    void remove(CacheKey key);

    /** {@return the weight of all that is kept, in bytes} */
    long bytes();

    /** {@return the number of keys} */
    long keys();

    /** {@return how many keys made room for others so far} */
    long displaced();
}
