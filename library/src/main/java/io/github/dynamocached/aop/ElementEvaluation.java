package io.github.dynamocached.aop;

import org.jspecify.annotations.Nullable;

/** The element of a collection that a call is at, as it is. */
record ElementEvaluation() implements Evaluation {

    @Override
    public @Nullable Object valueFor(Call call) {
        return call.element();
    }

    @Override
    public boolean needsResult() {
        return false;
    }
}
