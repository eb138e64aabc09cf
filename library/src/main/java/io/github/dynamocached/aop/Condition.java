package io.github.dynamocached.aop;

import io.github.dynamocached.MisuseException;

/**
 * A boolean attribute.
 *
 * @param where names the attribute in messages
 */
record Condition(Evaluation evaluation, String where) {

    /**
     * Whether the condition holds; null means no.
     *
     * @throws MisuseException if its value is not a boolean
     */
    boolean holds(Call call) {
        Object value = evaluation.valueFor(call);
        if (value == null || value instanceof Boolean) {
            return Boolean.TRUE.equals(value);
        }
        throw new MisuseException(refusal(where, value.getClass()));
    }

    /** What is wrong with a condition that has a value of a type. */
    static String refusal(String where, Class<?> type) {
        return where + " gives a " + type.getSimpleName() + ". Use a boolean expression.";
    }

    boolean needsResult() {
        return evaluation.needsResult();
    }
}
