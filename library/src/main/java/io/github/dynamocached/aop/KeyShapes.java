package io.github.dynamocached.aop;

import io.github.dynamocached.aop.KeyShape.Part;
import io.github.dynamocached.cache.EntityKeys;
import java.lang.reflect.Method;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/** Finds the shapes of keys from the types of parameters and expressions. What is not sure is unknown. */
final class KeyShapes {

    private static final Set<Class<?>> TEXTS = Set.of(CharSequence.class, TemporalAccessor.class, TemporalAmount.class);

    private final Method method;
    private final Class<?> beanClass;
    private final EntityKeys entities;
    private final KeyConverters converters;
    private final ExpressionTypes types;

    /**
     * Shapes of keys for calls of a method.
     *
     * @param source the method that the annotation is written on
     */
    KeyShapes(Method method, Method source, Class<?> beanClass, EntityKeys entities, KeyConverters converters) {
        this.method = method;
        this.types = new ExpressionTypes(this::typeOf, ParameterNames.of(method, source));
        this.beanClass = beanClass;
        this.entities = entities;
        this.converters = converters;
    }

    /** The type of a parameter. */
    Class<?> typeOf(int parameter) {
        return ResolvableType.forMethodParameter(method, parameter, beanClass).resolve(Object.class);
    }

    /** The type of what a parameter holds, null if it is no collection or array, or holds what is not known. */
    @Nullable
    Class<?> elementOf(int parameter) {
        ResolvableType type = ResolvableType.forMethodParameter(method, parameter, beanClass);
        return type.isArray()
                ? type.getComponentType().resolve()
                : type.as(Iterable.class).getGeneric().resolve();
    }

    /**
     * The shape of an element of what an expression gives.
     *
     * @throws IllegalArgumentException if an entity has no key; the message says what to do
     */
    KeyShape ofElement(Evaluation evaluation) {
        return evaluation instanceof ArgumentEvaluation argument ? of(elementOf(argument.index())) : KeyShape.UNKNOWN;
    }

    /**
     * The shape of all arguments in order.
     *
     * @throws IllegalArgumentException if an entity has no key; the message says what to do
     */
    KeyShape ofArguments() {
        return ofAll(IntStream.range(0, method.getParameterCount())
                .<@Nullable Class<?>>mapToObj(this::typeOf)
                .toList());
    }

    /** The shape of values of such types in order, with the key parts of each entity in its place. */
    private KeyShape ofAll(List<@Nullable Class<?>> types) {
        List<Part> parts = new ArrayList<>();
        for (Class<?> type : types) {
            if (type == null || !entities.isEntity(type)) {
                parts.add(partOf(type));
            } else if (entities.countOf(type) == 0) {
                return KeyShape.UNKNOWN;
            } else {
                parts.addAll(Collections.nCopies(entities.countOf(type), Part.VALUE));
            }
        }
        return KeyShape.of(parts);
    }

    /**
     * The shape of what an expression gives.
     *
     * @throws IllegalArgumentException if an entity has no key; the message says what to do
     */
    KeyShape of(Evaluation evaluation) {
        List<@Nullable Class<?>> elements =
                evaluation instanceof SpelEvaluation spel ? types.elementsOf(spel.tree()) : null;
        return elements == null ? of(typeOf(evaluation)) : ofAll(elements);
    }

    /** The entity that an expression gives, null if it is not known to give one. */
    @Nullable
    Class<?> entityOf(Evaluation evaluation) {
        Class<?> type = typeOf(evaluation);
        return type != null && entities.isEntity(type) ? type : null;
    }

    /** The entity of which an expression gives several, null if it is not known to. */
    @Nullable
    Class<?> entityIn(Evaluation evaluation) {
        Class<?> type = evaluation instanceof ArgumentEvaluation argument ? elementOf(argument.index()) : null;
        return type != null && entities.isEntity(type) ? type : null;
    }

    private @Nullable Class<?> typeOf(Evaluation evaluation) {
        if (evaluation instanceof ArgumentEvaluation argument) {
            return typeOf(argument.index());
        }
        return evaluation instanceof SpelEvaluation spel ? types.typeOf(spel.tree()) : null;
    }

    /**
     * The shape of a value: a list gives as many parts as it has, and an entity those of its key.
     *
     * @throws IllegalArgumentException if an entity has no key; the message says what to do
     */
    KeyShape of(@Nullable Class<?> type) {
        if (type == null || mayBeList(type)) {
            return KeyShape.UNKNOWN;
        }
        return ofAll(Collections.singletonList(type));
    }

    private static boolean mayBeList(Class<?> type) {
        return List.class.isAssignableFrom(type)
                || type == Object.class
                || (type.isInterface() && !isText(type) && !Set.class.isAssignableFrom(type));
    }

    private Part partOf(@Nullable Class<?> type) {
        if (type == null || type == Object.class || Optional.class == type || converters.areFor(type)) {
            return Part.ANYTHING;
        }
        if (Collection.class.isAssignableFrom(type) || (type.isArray() && type != byte[].class)) {
            return Part.LIST;
        }
        boolean value = isText(type)
                || type.isEnum()
                || (type.getName().startsWith("java.") && !type.isInterface())
                || ClassUtils.isPrimitiveOrWrapper(type)
                || type == byte[].class;
        return value ? Part.VALUE : Part.ANYTHING;
    }

    private static boolean isText(Class<?> type) {
        return TEXTS.stream().anyMatch(text -> text.isAssignableFrom(type));
    }
}
