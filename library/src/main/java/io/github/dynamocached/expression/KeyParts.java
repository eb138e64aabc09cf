package io.github.dynamocached.expression;

import io.github.dynamocached.store.EntityKeys;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns what is given for a key into the parts of the key.
 *
 * @param entities knows the keys of entities
 * @param converters convert the parts where an application does so
 */
public record KeyParts(EntityKeys entities, KeyConverters converters) {

    /**
     * The parts that a value stands for: the elements of a list, the key of an entity, or the value itself. Each entity in
     * a list is replaced by its key.
     *
     * @param value what is given for a key, which may be null
     * @return the parts of the key, in their order
     * @throws IllegalArgumentException if an entity has no key, or a record cannot be read; the message holds no value
     */
    public List<?> of(@Nullable Object value) {
        if (value instanceof String && converters.areNone()) {
            return Collections.singletonList(value);
        }
        return converters.converted(
                value instanceof List<?> list
                        ? withKeys(list)
                        : value == null || !isEntity(value)
                                ? Collections.singletonList(value)
                                : entities.partsOf(value));
    }

    private List<?> withKeys(List<?> values) {
        for (Object value : values) {
            if (value != null && isEntity(value)) {
                return expanded(values);
            }
        }
        return values;
    }

    private List<@Nullable Object> expanded(List<?> values) {
        List<@Nullable Object> parts = new ArrayList<>(values.size() + 1);
        for (Object value : values) {
            if (value != null && isEntity(value)) {
                parts.addAll(entities.partsOf(value));
            } else {
                parts.add(value);
            }
        }
        return parts;
    }

    private boolean isEntity(Object value) {
        return !(value instanceof String) && entities.isEntity(value.getClass());
    }
}
