package io.github.dynamocached.aop;

import org.jspecify.annotations.Nullable;

/**
 * An expression that is one argument as it is ({@code #id}), taken without the expression language.
 *
 * @param index the position of the parameter
 */
record ArgumentEvaluation(int index) implements Evaluation {

    @Override
    public @Nullable Object valueFor(Call call) {
        return call.arguments()[index];
    }

    @Override
    public boolean needsResult() {
        return false;
    }
}
