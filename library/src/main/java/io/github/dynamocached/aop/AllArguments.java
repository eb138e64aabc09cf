package io.github.dynamocached.aop;

import io.github.dynamocached.store.EntityKeys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All arguments in order; in the place of an entity its key parts.
 *
 * @param entities knows the keys of entities
 */
record AllArguments(EntityKeys entities) implements KeyParts {

    @Override
    public List<?> partsFor(Call call) {
        return withKeys(Arrays.asList(call.arguments()), entities);
    }

    /** Values in order, with the key parts of each entity in its place. */
    static List<?> withKeys(List<?> values, EntityKeys entities) {
        for (Object value : values) {
            if (isEntity(value, entities)) {
                return expanded(values, entities);
            }
        }
        return values;
    }

    private static List<@Nullable Object> expanded(List<?> arguments, EntityKeys entities) {
        List<@Nullable Object> parts = new ArrayList<>(arguments.size() + 1);
        for (Object argument : arguments) {
            if (argument != null && isEntity(argument, entities)) {
                parts.addAll(entities.partsOf(argument));
            } else {
                parts.add(argument);
            }
        }
        return parts;
    }

    private static boolean isEntity(@Nullable Object argument, EntityKeys entities) {
        return argument != null && !(argument instanceof String) && entities.isEntity(argument.getClass());
    }

    @Override
    public boolean needsResult() {
        return false;
    }
}
