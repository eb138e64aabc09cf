package io.github.dynamocached;

import org.jspecify.annotations.Nullable;

/**
 * Something that is called and may throw, such as an annotated method.
 *
 * @param <T> what it returns
 * @param <X> the checked exception that it throws, {@code RuntimeException} for none
 */
@FunctionalInterface
public interface CheckedCall<T extends @Nullable Object, X extends Exception> {

    /**
     * Calls it.
     *
     * @return its result
     * @throws X whatever it throws
     */
    T call() throws X;
}
