package io.github.dynamocached.aop;

import org.jspecify.annotations.Nullable;

/** What the method returned, as it is. */
record ResultEvaluation() implements Evaluation {

    @Override
    public @Nullable Object valueFor(Call call) {
        return call.result();
    }

    @Override
    public boolean needsResult() {
        return true;
    }
}
