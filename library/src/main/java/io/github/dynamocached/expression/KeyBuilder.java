package io.github.dynamocached.expression;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.MisuseException;

/**
 * Builds the keys of one attribute of one method.
 *
 * @param cacheName the name of the cache
 * @param evaluation gives the value that the key is made of
 * @param parts turns the value into the parts of the key
 * @param mayChange whether the key may differ when it is computed again for the same call, because an argument was changed
 *     or a bean says something else
 * @param shape what is known of the keys
 * @param where names the attribute in messages
 */
public record KeyBuilder(
        String cacheName, Evaluation evaluation, KeyParts parts, boolean mayChange, KeyShape shape, String where) {

    /**
     * The key for a call.
     *
     * @param call the call to build the key for
     * @return the key
     * @throws MisuseException if the expression fails or its value cannot be part of a key
     */
    public CacheKey keyFor(Call call) {
        try {
            return CacheKey.of(cacheName, parts.of(evaluation.valueFor(call)));
        } catch (IllegalArgumentException refused) {
            throw new MisuseException(where + " gives no key. " + refused.getMessage());
        }
    }

    /**
     * Whether there is no key before the method has returned.
     *
     * @return true if the key is made of the result
     */
    public boolean needsResult() {
        return evaluation.needsResult();
    }
}
