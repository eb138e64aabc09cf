package io.github.dynamocached.expression;

import io.github.dynamocached.MisuseException;

/**
 * A boolean attribute.
 *
 * @param where names the attribute in messages
 */
public record Condition(Evaluation evaluation, String where) {

    /**
     * Whether the condition holds; null means no.
     *
     * @param call the call to ask about
     * @return whether the condition holds
     * @throws MisuseException if its value is not a boolean
     */
    public boolean holds(Call call) {
        Object value = evaluation.valueFor(call);
        if (value == null || value instanceof Boolean) {
            return Boolean.TRUE.equals(value);
        }
        throw new MisuseException(refusal(where, value.getClass()));
    }

    /**
     * What is wrong with a condition that has a value of a type.
     *
     * @param where names the attribute in messages
     * @param type the type of the value
     * @return the sentences for the message
     */
    public static String refusal(String where, Class<?> type) {
        return where + " gives a " + type.getSimpleName() + ". Use a boolean expression.";
    }

    /**
     * Whether the condition cannot be asked before the method has returned.
     *
     * @return true if it uses the result
     */
    public boolean needsResult() {
        return evaluation.needsResult();
    }
}
