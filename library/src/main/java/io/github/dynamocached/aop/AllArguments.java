package io.github.dynamocached.aop;

import io.github.dynamocached.cache.EntityKeys;
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
        @Nullable Object[] arguments = call.arguments();
        for (Object argument : arguments) {
            if (isEntity(argument)) {
                return withKeys(arguments);
            }
        }
        return Arrays.asList(arguments);
    }

    private List<@Nullable Object> withKeys(@Nullable Object[] arguments) {
        List<@Nullable Object> parts = new ArrayList<>(arguments.length + 1);
        for (Object argument : arguments) {
            if (argument != null && isEntity(argument)) {
                parts.addAll(entities.partsOf(argument));
            } else {
                parts.add(argument);
            }
        }
        return parts;
    }

    private boolean isEntity(@Nullable Object argument) {
        return argument != null && !(argument instanceof String) && entities.isEntity(argument.getClass());
    }

    @Override
    public boolean needsResult() {
        return false;
    }
}
