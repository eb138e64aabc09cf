package io.github.dynamocached.expression;

import io.github.dynamocached.MisuseException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An expression of an annotation, ready to be evaluated by many threads at once. */
public sealed interface Evaluation
        permits Evaluation.Argument, Evaluation.AllArguments, Evaluation.Element, Evaluation.Result, SpelEvaluation {

    /**
     * The value of the expression.
     *
     * @param call the call to look at
     * @return the value, which may be null
     * @throws MisuseException if the expression fails for this call
     */
    @Nullable
    Object valueFor(Call call);

    /**
     * Whether the expression uses {@code #result}, and so has no value before the method has returned.
     *
     * @return true if it uses the result
     */
    default boolean needsResult() {
        return false;
    }

    /**
     * One argument as it is ({@code #id}), taken without the expression language.
     *
     * @param index the position of the parameter
     */
    record Argument(int index) implements Evaluation {

        @Override
        public @Nullable Object valueFor(Call call) {
            return call.arguments()[index];
        }
    }

    /**
     * The list of all arguments, which is the key where nothing else is written.
     *
     * @param count how many there are; a continuation is none of them
     */
    record AllArguments(int count) implements Evaluation {

        /** A text as the only one is its own part of a key, with no list around it. */
        @Override
        public Object valueFor(Call call) {
            @Nullable Object[] all = call.arguments();
            if (count == 1 && all[0] instanceof String text) {
                return text;
            }
            List<@Nullable Object> arguments = Arrays.asList(all);
            return count < arguments.size() ? arguments.subList(0, count) : arguments;
        }
    }

    /** The element of a collection that a call is at ({@code #key}, {@code #item}). */
    record Element() implements Evaluation {

        @Override
        public @Nullable Object valueFor(Call call) {
            return call.element();
        }
    }

    /** What the method returned ({@code #result}). */
    record Result() implements Evaluation {

        @Override
        public @Nullable Object valueFor(Call call) {
            return call.result();
        }

        @Override
        public boolean needsResult() {
            return true;
        }
    }
}
