package io.github.dynamocached.aop;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.MisuseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One key for each element of a collection or an array.
 *
 * @param elements gives the collection
 * @param key builds the key of the element that a call is at
 * @param where names the attribute in messages
 */
record EachKey(Evaluation elements, KeyBuilder key, String where) implements WrittenKeys {

    @Override
    public List<CacheKey> keysFor(Call call) {
        Object value = elements.valueFor(call);
        if (value == null) {
            return List.of();
        }
        List<@Nullable Object> found = Elements.orNull(value);
        if (found == null) {
            throw new MisuseException(where + " gives a " + value.getClass().getSimpleName()
                    + ". Use an expression of a collection or an array.");
        }
        List<CacheKey> keys = new ArrayList<>(found.size());
        found.forEach(element -> keys.add(key.keyFor(call.at(element))));
        return keys;
    }

    @Override
    public KeyShape shape() {
        return key.shape();
    }

    @Override
    public boolean needsResult() {
        return elements.needsResult() || key.needsResult();
    }
}
