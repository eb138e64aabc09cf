package io.github.dynamocached.test;

import io.github.dynamocached.CheckedCall;
import io.github.dynamocached.DynamoCaches;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions on the caches of an application. */
public final class CachesAssert extends AbstractAssert<CachesAssert, DynamoCaches> {

    CachesAssert(DynamoCaches caches) {
        super(caches, CachesAssert.class);
    }

    /**
     * Calls something once, on this thread, to assert how the caches answered it.
     *
     * @param call the call, for example of an annotated method
     * @param <T> the type of its result
     * @param <X> the exception that it throws
     * @return the assertion on the call
     * @throws X the exception of the call, unchanged
     */
    public <T extends @Nullable Object, X extends Exception> CallAssert<T> call(CheckedCall<T, X> call) throws X {
        return new CallAssert<>(actual.observeChecked(call));
    }
}
