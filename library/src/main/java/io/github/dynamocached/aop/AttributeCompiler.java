package io.github.dynamocached.aop;

import static io.github.dynamocached.expression.SpelEvaluation.ITEM;
import static io.github.dynamocached.expression.SpelEvaluation.KEY;
import static io.github.dynamocached.expression.SpelEvaluation.RESULT;

import io.github.dynamocached.MisuseException;
import io.github.dynamocached.deferred.Suspending;
import io.github.dynamocached.expression.Condition;
import io.github.dynamocached.expression.Evaluation;
import io.github.dynamocached.expression.ExpressionCompiler;
import io.github.dynamocached.expression.FixedKeys;
import io.github.dynamocached.expression.GeneratedAttributes;
import io.github.dynamocached.expression.KeyBuilder;
import io.github.dynamocached.expression.KeyParts;
import io.github.dynamocached.expression.KeyShape;
import io.github.dynamocached.expression.KeyShapes;
import io.github.dynamocached.expression.KeyTypes;
import io.github.dynamocached.expression.MemberCheck;
import io.github.dynamocached.expression.ParameterNames;
import io.github.dynamocached.expression.Place;
import io.github.dynamocached.expression.SpelEvaluation;
import io.github.dynamocached.store.EntityKeys;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/** Compiles the expressions of one annotation. */
final class AttributeCompiler {

    private final Place place;
    private final Method method;
    private final ParameterNames names;
    private final ExpressionCompiler expressions;
    private final EntityKeys entities;
    private final KeyParts parts;
    private final KeyShapes shapes;
    private final EntityParameters parameters;
    private final FixedKeys fixed;

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
            KeyParts parts) {
        this.place = place;
        this.method = method;
        this.names = new ParameterNames(method, source);
        this.expressions = expressions;
        this.entities = parts.entities();
        this.parts = parts;
        this.shapes = new KeyShapes(method, names, beanClass, entities, parts.converters());
        this.parameters = new EntityParameters(place, method, beanClass, entities, shapes);
        this.fixed = new FixedKeys(method, names, shapes, parts.converters());
    }

    /** The key of a read; left out, it is all arguments. */
    KeyBuilder readKey(String cache, String text) {
        return text.isEmpty()
                ? derived(cache, new Evaluation.AllArguments(Suspending.parametersOf(method)), shapes::ofArguments)
                : written(cache, "key", text, Set.of());
    }

    /** The key of one element of an argument; left out, it is the element. */
    KeyBuilder elementKey(String cache, String text, int parameter) {
        Class<?> element = shapes.elementOf(parameter);
        return text.isEmpty()
                ? builder(cache, new Evaluation.Element(), element, () -> shapes.ofElement(parameter), place + ": key")
                : written(cache, "key", text, Set.of(KEY), element);
    }

    /** The type of what a parameter holds, null if it is not known. */
    @Nullable
    Class<?> elementOf(int parameter) {
        return shapes.elementOf(parameter);
    }

    /** The key of an item of a result; left out, it is that of the item as an entity. */
    KeyBuilder itemKey(String cache, String text, Class<?> item) {
        if (!text.isEmpty()) {
            return written(cache, "itemKey", text, Set.of(ITEM));
        }
        if (!entities.isEntity(item)) {
            throw place.misuse("the method returns items of type " + item.getSimpleName()
                    + ", which is not an entity, so their keys are not known. Set itemKey, for example \"#item.id\", or"
                    + " return a Map by key.");
        }
        return derived(cache, new Evaluation.Element(), () -> shapes.of(item));
    }

    /**
     * The parameter that {@code keys} names.
     *
     * @throws MisuseException if it names none
     */
    int keysParameter(String text) {
        if (compile("keys", text, Set.of()) instanceof Evaluation.Argument argument) {
            return argument.index();
        }
        throw place.misuse("keys \"" + text + "\" is not a parameter. Set it to the parameter that holds the keys, for"
                + " example \"#ids\". To build keys from its elements, also set key, for example \"{#tenant, #key}\".");
    }

    /**
     * The key of a write; left out, it is that of the entity among the arguments, or of each in a collection of entities,
     * or of the returned entity where the arguments are not as many as its key has parts; else all arguments.
     */
    WrittenKeys writtenKey(String cache, String text) {
        if (!text.isEmpty()) {
            return new WrittenKeys.One(written(cache, "key", text, Set.of(RESULT)));
        }
        Integer entity = parameters.entity();
        if (entity != null) {
            return new WrittenKeys.One(
                    derived(cache, new Evaluation.Argument(entity), () -> shapes.of(shapes.typeOf(entity))));
        }
        Integer several = parameters.entities();
        if (several != null) {
            KeyBuilder each = derived(cache, new Evaluation.Element(), () -> shapes.ofElement(several));
            return new WrittenKeys.OfEach(new Evaluation.Argument(several), each, place + ": key");
        }
        Class<?> returned = parameters.returnedEntity();
        return new WrittenKeys.One(
                returned == null
                        ? readKey(cache, text)
                        : derived(cache, new Evaluation.Result(), () -> shapes.of(returned)));
    }

    /** The keys of a write, one for each element of a collection. */
    WrittenKeys writtenKeys(String cache, String keys, String key) {
        Evaluation elements = compile("keys", keys, Set.of(RESULT));
        KeyBuilder each = key.isEmpty()
                ? derived(cache, new Evaluation.Element(), () -> shapes.ofElement(elements))
                : written(cache, "key", key, Set.of(RESULT, KEY));
        return new WrittenKeys.OfEach(elements, each, nameOf("keys", keys));
    }

    /** The entity whose key a write has, null if it is not that of an entity. */
    @Nullable
    Class<?> writtenEntity(String keys, String key) {
        if (!keys.isEmpty()) {
            return key.isEmpty() ? shapes.entityIn(compile("keys", keys, Set.of(RESULT))) : null;
        }
        if (!key.isEmpty()) {
            return shapes.entityOf(compile("key", key, Set.of(RESULT)));
        }
        Integer entity = parameters.entity();
        Integer several = entity == null ? parameters.entities() : null;
        if (several != null) {
            return shapes.elementOf(several);
        }
        return entity == null ? parameters.returnedEntity() : shapes.typeOf(entity);
    }

    /** What a written key makes of attributes of one entity alone, null if it does not. */
    EntityEvictions.@Nullable ByAttributes entityExpression(String cache, String key) {
        if (key.isEmpty() || !(compile("key", key, Set.of(RESULT)) instanceof SpelEvaluation spel)) {
            return null;
        }
        String subject = spel.subject();
        if (subject == null) {
            return null;
        }
        Integer index = subject.equals(RESULT) ? null : names.indexOf(subject);
        Class<?> entity = index == null ? parameters.returned() : shapes.typeOf(index);
        return entity == null || !entities.isEntity(entity)
                ? null
                : new EntityEvictions.ByAttributes(entity, written(cache, "key", key, Set.of(RESULT)), method, index);
    }

    /** What is generated of a type as it is written, null for nothing. */
    @Nullable
    GeneratedAttributes generated(Type type) {
        return GeneratedAttributes.of(type, entities, place);
    }

    /** The variant, null for none. */
    @Nullable
    KeyBuilder variant(String cache, String text) {
        return text.isEmpty() ? null : written(cache, "variant", text, Set.of());
    }

    /** A condition, null for none. */
    @Nullable
    Condition condition(String attribute, String text, boolean resultKnown) {
        if (text.isEmpty()) {
            return null;
        }
        Evaluation evaluation = compile(attribute, text, resultKnown ? Set.of(RESULT) : Set.of());
        requireBoolean(typeOf(evaluation, attribute, text), nameOf(attribute, text));
        return new Condition(evaluation, nameOf(attribute, text));
    }

    private KeyBuilder written(String cache, String attribute, String text, Set<String> variables) {
        return written(cache, attribute, text, variables, null);
    }

    private KeyBuilder written(
            String cache, String attribute, String text, Set<String> variables, @Nullable Class<?> element) {
        Evaluation evaluation = compile(attribute, text, variables);
        return builder(cache, evaluation, element, () -> shapes.of(evaluation), nameOf(attribute, text));
    }

    /** A key that no text says. */
    private KeyBuilder derived(String cache, Evaluation evaluation, Supplier<KeyShape> shape) {
        return builder(cache, evaluation, null, shape, place + ": key");
    }

    private KeyBuilder builder(
            String cache, Evaluation evaluation, @Nullable Class<?> element, Supplier<KeyShape> shape, String where) {
        return new KeyBuilder(cache, evaluation, parts, !fixed.isFixed(evaluation, element), shape(shape), where);
    }

    /** A key that an entity lacks is one mistake of its class, however many methods need it. */
    private KeyShape shape(Supplier<KeyShape> shape) {
        try {
            return shape.get();
        } catch (KeyTypes.Refused unusable) {
            throw place.misuse("its key cannot be derived: " + unusable.getMessage());
        } catch (IllegalArgumentException withoutKey) {
            throw new MisuseException(String.valueOf(withoutKey.getMessage()));
        }
    }

    private Evaluation compile(String attribute, String text, Set<String> variables) {
        Evaluation evaluation = expressions.compile(place, attribute, text, method, names, variables);
        Class<?> unused = typeOf(evaluation, attribute, text);
        return evaluation;
    }

    /**
     * The type of an expression, null if it is not known.
     *
     * @throws MisuseException if it names an unknown member
     */
    private @Nullable Class<?> typeOf(Evaluation evaluation, String attribute, String text) {
        if (evaluation instanceof SpelEvaluation spel) {
            return new MemberCheck(place, attribute + " \"" + text + "\"", names, this::typeOf).check(spel.tree());
        }
        if (evaluation instanceof Evaluation.Result) {
            return resultType();
        }
        return evaluation instanceof Evaluation.Argument argument ? shapes.typeOf(argument.index()) : null;
    }

    /** The type of the result, null for several values: an expression may be asked about each. */
    private @Nullable Class<?> resultType() {
        Class<?> type = parameters.returned();
        boolean several = type != null && (Iterable.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type));
        return several ? null : type;
    }

    private static void requireBoolean(@Nullable Class<?> type, String where) {
        if (type != null
                && MemberCheck.isKnown(type)
                && ClassUtils.resolvePrimitiveIfNecessary(type) != Boolean.class) {
            throw new MisuseException(Condition.refusal(where, type));
        }
    }

    private @Nullable Class<?> typeOf(String variable) {
        Integer index = names.indexOf(variable);
        if (variable.equals(RESULT)) {
            return resultType();
        }
        return index == null || variable.equals(KEY) || variable.equals(ITEM) ? null : shapes.typeOf(index);
    }

    private String nameOf(String attribute, String text) {
        return place + ": " + attribute + " \"" + text + "\"";
    }
}
