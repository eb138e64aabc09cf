package io.github.dynamocached.aop;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a collection or an array holds. */
final class Elements {

    private Elements() {}

    /** The elements in order, null if a value is neither a collection nor an array. */
    static @Nullable List<@Nullable Object> orNull(@Nullable Object value) {
        if (value instanceof Iterable<?> iterable) {
            List<@Nullable Object> elements = new ArrayList<>();
            iterable.forEach(elements::add);
            return elements;
        }
        if (value == null || !value.getClass().isArray()) {
            return null;
        }
        List<@Nullable Object> elements = new ArrayList<>();
        for (int i = 0; i < Array.getLength(value); i++) {
            elements.add(Array.get(value, i));
        }
        return elements;
    }
}
