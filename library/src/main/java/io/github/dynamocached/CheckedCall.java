package io.github.dynamocached;

import org.jspecify.annotations.Nullable;

/**
 * A call that may throw a checked exception, for example of an annotated method.
 *
 * @param <T> the type of its result
 * @param <X> the checked exception that it throws, {@code RuntimeException} for none
 */
@FunctionalInterface
public interface CheckedCall<T extends @Nullable Object, X extends Exception> {

    /**
     * Makes the call.
     *
     * @return its result
     * @throws X the exception of the call
     */
    T call() throws X;
}
