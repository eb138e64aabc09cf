package io.github.dynamocached.expression;

import io.github.dynamocached.deferred.Suspending;
import io.github.dynamocached.expression.KeyShape.Part;
import io.github.dynamocached.store.EntityKeys;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/** Derives the shapes of keys from the types of parameters and expressions. What is not certain is unknown. */
public final class KeyShapes {

    private static final Set<Class<?>> TEXTS = Set.of(CharSequence.class, TemporalAccessor.class, TemporalAmount.class);

    private final Method method;
    private final Class<?> beanClass;
    private final EntityKeys entities;
    private final KeyConverters converters;
    private final KeyTypes usable;
    private final ExpressionTypes types;

    /**
     * Shapes of keys for calls of a method.
     *
     * @param method the annotated method
     * @param beanClass the class of the bean
     * @param entities knows the keys of entities
     * @param converters convert parts of keys
     * @param names the names of its parameters
     */
    public KeyShapes(
            Method method, ParameterNames names, Class<?> beanClass, EntityKeys entities, KeyConverters converters) {
        this.method = method;
        this.types = new ExpressionTypes(this::typeOf, names);
        this.beanClass = beanClass;
        this.entities = entities;
        this.converters = converters;
        this.usable = new KeyTypes(entities, converters);
    }

    /**
     * The type of a parameter.
     *
     * @param parameter the index of the parameter, from 0
     * @return its class, or null where it is not known
     */
    public Class<?> typeOf(int parameter) {
        return declared(parameter).resolve(Object.class);
    }

    private ResolvableType declared(int parameter) {
        return ResolvableType.forMethodParameter(method, parameter, beanClass);
    }

    /**
     * The type of the elements of a parameter, null if it is no collection or array, or if the type is not known.
     *
     * @param parameter the index of the parameter, from 0
     * @return the class of its elements, or null where it is not known
     */
    @Nullable
    public Class<?> elementOf(int parameter) {
        return elementIn(parameter).resolve();
    }

    private ResolvableType elementIn(int parameter) {
        ResolvableType type = declared(parameter);
        return type.isArray()
                ? type.getComponentType()
                : type.as(Iterable.class).getGeneric();
    }

    /**
     * The shape of an element of the value of an expression.
     *
     * @param evaluation gives the collection
     * @return the shape
     * @throws IllegalArgumentException if no value can be a key; the message says what to do
     */
    public KeyShape ofElement(Evaluation evaluation) {
        return evaluation instanceof Evaluation.Argument argument ? ofElement(argument.index()) : KeyShape.UNKNOWN;
    }

    /**
     * The shape of an element of a parameter.
     *
     * @param parameter the index of the parameter, from 0
     * @return the shape
     * @throws IllegalArgumentException if no value can be a key; the message says what to do
     */
    public KeyShape ofElement(int parameter) {
        Class<?> element = elementOf(parameter);
        if (element != null && !entities.isEntity(element)) {
            usable.require(elementIn(parameter));
        }
        return of(element);
    }

    /**
     * The shape of all arguments in order.
     *
     * @return the shape
     * @throws IllegalArgumentException if no value can be a key; the message says what to do
     */
    public KeyShape ofArguments() {
        for (int i = 0; i < Suspending.parametersOf(method); i++) {
            if (!entities.isEntity(typeOf(i))) {
                usable.require(declared(i));
            }
        }
        return ofAll(IntStream.range(0, Suspending.parametersOf(method))
                .<@Nullable Class<?>>mapToObj(this::typeOf)
                .toList());
    }

    /** The shape of values of such types in order, with the key parts of each entity in its place. */
    private KeyShape ofAll(List<@Nullable Class<?>> types) {
        List<Part> parts = new ArrayList<>();
        Class<?> whole = types.size() == 1 ? types.get(0) : null;
        for (Class<?> type : whole != null && isRecord(whole) ? componentsOf(whole) : types) {
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
     * The shape of the value of an expression.
     *
     * @param evaluation gives the value that a key is made of
     * @return the shape
     * @throws IllegalArgumentException if no value can be a key; the message says what to do
     */
    public KeyShape of(Evaluation evaluation) {
        List<@Nullable Class<?>> elements =
                evaluation instanceof SpelEvaluation spel ? types.elementsOf(spel.tree()) : null;
        if (elements != null) {
            elements.forEach(this::requireUsable);
            return ofAll(elements);
        }
        Class<?> type = typeOf(evaluation);
        if (!(evaluation instanceof Evaluation.Argument argument)) {
            requireUsable(type);
        } else if (List.class.isAssignableFrom(typeOf(argument.index()))) {
            usable.requireParts(declared(argument.index()));
        } else if (!entities.isEntity(typeOf(argument.index()))) {
            usable.require(declared(argument.index()));
        }
        return of(type);
    }

    private void requireUsable(@Nullable Class<?> type) {
        if (type != null && !entities.isEntity(type)) {
            usable.require(ResolvableType.forClass(type));
        }
    }

    /**
     * The entity that is the value of an expression, null if it is not known to be one.
     *
     * @param evaluation gives the value that a key is made of
     * @return the class of the entity, or null
     */
    @Nullable
    public Class<?> entityOf(Evaluation evaluation) {
        Class<?> type = typeOf(evaluation);
        return type != null && entities.isEntity(type) ? type : null;
    }

    /**
     * The entity that is the element of the value of an expression, null if it is not known to be one.
     *
     * @param evaluation gives the collection
     * @return the class of the entities, or null
     */
    @Nullable
    public Class<?> entityIn(Evaluation evaluation) {
        Class<?> type = evaluation instanceof Evaluation.Argument argument ? elementOf(argument.index()) : null;
        return type != null && entities.isEntity(type) ? type : null;
    }

    private @Nullable Class<?> typeOf(Evaluation evaluation) {
        if (evaluation instanceof Evaluation.Argument argument) {
            return typeOf(argument.index());
        }
        return evaluation instanceof SpelEvaluation spel ? types.typeOf(spel.tree()) : null;
    }

    /**
     * The shape of a value. The parts of a list are its elements, and those of an entity are the parts of its key.
     *
     * @param type the class of the value, null where it is not known
     * @return the shape
     * @throws IllegalArgumentException if no value can be a key; the message says what to do
     */
    public KeyShape of(@Nullable Class<?> type) {
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
        if (type.isRecord()) {
            List<@Nullable Class<?>> components = componentsOf(type);
            Class<?> only = components.size() == 1 ? components.get(0) : null;
            return only == null ? Part.LIST : only.isRecord() ? Part.ANYTHING : partOf(only);
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

    private boolean isRecord(Class<?> type) {
        return type.isRecord() && !entities.isEntity(type) && !converters.areFor(type);
    }

    private static List<@Nullable Class<?>> componentsOf(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .<@Nullable Class<?>>map(RecordComponent::getType)
                .toList();
    }

    private static boolean isText(Class<?> type) {
        return TEXTS.stream().anyMatch(text -> text.isAssignableFrom(type));
    }
}
