package io.github.dynamocached.aop;

import io.github.dynamocached.store.EntityKeys;
import java.util.Collections;
import java.util.List;

/**
 * The parts that an expression gives: the elements of a list, the key of an entity, or the value itself. Among the elements
 * of a list an entity stands for its key.
 *
 * @param evaluation the expression
 * @param entities knows the keys of entities
 */
record EvaluatedKeyParts(Evaluation evaluation, EntityKeys entities) implements KeyParts {

    @Override
    public List<?> partsFor(Call call) {
        Object value = evaluation.valueFor(call);
        if (value instanceof List<?> parts) {
            return AllArguments.withKeys(parts, entities);
        }
        return value == null || value instanceof String || !entities.isEntity(value.getClass())
                ? Collections.singletonList(value)
                : entities.partsOf(value);
    }

    @Override
    public boolean needsResult() {
        return evaluation.needsResult();
    }
}
