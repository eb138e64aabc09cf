package io.github.dynamocached.aop;

import io.github.dynamocached.cache.EntityKeys;
import java.lang.reflect.Method;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;

/** Compiles the expressions of one annotation. */
final class AttributeCompiler {

    private final Place place;
    private final Method method;
    private final Class<?> beanClass;
    private final Method source;
    private final ExpressionCompiler expressions;
    private final EntityKeys entities;
    private final KeyConverters converters;
    private final KeyShapes shapes;

    /**
     * A compiler.
     *
     * @param source the method that the annotation is written on
     */
    AttributeCompiler(
            Place place,
            Method method,
            Class<?> beanClass,
            Method source,
            ExpressionCompiler expressions,
            EntityKeys entities,
            KeyConverters converters) {
        this.place = place;
        this.method = method;
        this.beanClass = beanClass;
        this.source = source;
        this.expressions = expressions;
        this.entities = entities;
        this.converters = converters;
        this.shapes = new KeyShapes(method, source, beanClass, entities, converters);
    }

    /** The key of a read; left out, it is all arguments. */
    KeyBuilder readKey(String cache, String text) {
        return text.isEmpty()
                ? new KeyBuilder(
                        cache,
                        converters.around(new AllArguments(entities)),
                        shape(shapes::ofArguments),
                        place + ": key")
                : evaluated(cache, "key", text, false);
    }

    /** The key of an eviction; left out, it is that of the entity among the arguments, and all arguments without one. */
    KeyBuilder evictKey(String cache, String text) {
        if (!text.isEmpty()) {
            return evaluated(cache, "key", text, true);
        }
        Evaluation entity = entityArgument();
        return entity == null
                ? readKey(cache, text)
                : new KeyBuilder(
                        cache,
                        converters.around(new EvaluatedKeyParts(entity, entities)),
                        shape(() -> shapes.of(entity)),
                        place + ": key");
    }

    /** The entity whose key an eviction has, null if it is not that of an entity. */
    @Nullable
    Class<?> evictedEntity(String text) {
        Evaluation evaluation = text.isEmpty() ? entityArgument() : compile("key", text, true);
        return evaluation == null ? null : shapes.entityOf(evaluation);
    }

    /** The variant, null for none. */
    @Nullable
    KeyBuilder variant(String cache, String text) {
        return text.isEmpty() ? null : evaluated(cache, "variant", text, false);
    }

    /** A condition, null for none. */
    @Nullable
    Condition condition(String attribute, String text, boolean resultKnown) {
        return text.isEmpty() ? null : new Condition(compile(attribute, text, resultKnown), nameOf(attribute, text));
    }

    private KeyBuilder evaluated(String cache, String attribute, String text, boolean resultKnown) {
        Evaluation evaluation = compile(attribute, text, resultKnown);
        return new KeyBuilder(
                cache,
                converters.around(new EvaluatedKeyParts(evaluation, entities)),
                shape(() -> shapes.of(evaluation)),
                nameOf(attribute, text));
    }

    private KeyShape shape(Supplier<KeyShape> shape) {
        try {
            return shape.get();
        } catch (IllegalArgumentException withoutKey) {
            throw place.misuse("its key cannot be derived: " + withoutKey.getMessage());
        }
    }

    private Evaluation compile(String attribute, String text, boolean resultKnown) {
        return expressions.compile(place, attribute, text, method, source, resultKnown);
    }

    private String nameOf(String attribute, String text) {
        return place + ": " + attribute + " \"" + text + "\"";
    }

    private @Nullable Evaluation entityArgument() {
        ArgumentEvaluation found = null;
        for (int i = 0; i < method.getParameterCount(); i++) {
            Class<?> type =
                    ResolvableType.forMethodParameter(method, i, beanClass).resolve();
            if (type != null && entities.isEntity(type)) {
                if (found != null) {
                    throw place.misuse("more than one parameter is an entity, so the key is not clear."
                            + " Set key, as in \"#p" + found.index() + "\".");
                }
                found = new ArgumentEvaluation(i);
            }
        }
        return found;
    }
}
