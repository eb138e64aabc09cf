package io.github.dynamocached.aop;

import io.github.dynamocached.MisuseException;
import org.jspecify.annotations.Nullable;

/** An expression of an annotation, ready to be evaluated by many threads at once. */
interface Evaluation {

    /**
     * The value of the expression.
     *
     * @throws MisuseException if the expression fails for this call
     */
    @Nullable
    Object valueFor(Call call);

    /** Whether the expression uses {@code #result}, and so has no value before the method has returned. */
    boolean needsResult();
}
