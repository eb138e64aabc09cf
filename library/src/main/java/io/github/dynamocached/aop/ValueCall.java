package io.github.dynamocached.aop;

import org.jspecify.annotations.Nullable;

/**
 * Loads a value of a cache, or writes one and returns it.
 *
 * @param <T> the type of the value
 * @param <X> the checked exception that it throws, {@code RuntimeException} for none
 */
@FunctionalInterface
public interface ValueCall<T, X extends Exception> {

    /**
     * Loads or writes.
     *
     * @return the value, null for none
     * @throws X whatever it throws
     */
    @Nullable
    T call() throws X;
}
