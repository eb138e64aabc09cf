package io.github.dynamocached.aop;

import io.github.dynamocached.MisuseException;
import io.github.dynamocached.annotation.Missing;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;

/** Compiles the {@code @DynamoCached} of one method. */
final class ReadCompiler {

    private final AttributeCompiler attributes;
    private final SlotsCompiler slots;
    private final Method method;
    private final Class<?> beanClass;

    ReadCompiler(AttributeCompiler attributes, SlotsCompiler slots, Method method, Class<?> beanClass) {
        this.attributes = attributes;
        this.slots = slots;
        this.method = method;
        this.beanClass = beanClass;
    }

    /**
     * Compiles a read.
     *
     * @throws MisuseException if it cannot work, with everything that is wrong with it
     */
    CachedResult compile(CachedOperation operation) {
        Problems problems = new Problems();
        Supplier<@Nullable Condition> condition =
                problems.attempt(() -> attributes.condition("condition", operation.condition(), false));
        Supplier<@Nullable Condition> unless =
                problems.attempt(() -> attributes.condition("unless", operation.unless(), true));
        if (operation.keys().isEmpty()) {
            problems.check(() -> requireNoBatch(operation));
            Supplier<ResultType> result = problems.attempt(() -> ResultType.of(method, beanClass, operation.place()));
            Supplier<ResultSlots> found = problems.attempt(() -> slots.compile(
                    operation,
                    () -> result.get().type(),
                    () -> attributes.readKey(operation.cache(), operation.key())));
            problems.throwIfAny();
            return new CachedRead(found.get(), result.get(), condition.get(), unless.get());
        }
        Supplier<KeysArgument> keys = problems.attempt(() -> keysOf(operation));
        Supplier<BatchResult> result =
                problems.attempt(() -> batchResult(operation, keys.get().index()));
        problems.throwIfAny();
        return new CachedBatch(result.get().slots(), keys.get(), result.get(), condition.get(), unless.get());
    }

    private static void requireNoBatch(CachedOperation operation) {
        if (!operation.itemKey().isEmpty() || operation.missing() != Missing.BY_RESULT) {
            throw operation
                    .place()
                    .misuse("itemKey and missing are for methods that read many keys. Set keys to the parameter that"
                            + " holds them, or leave both out.");
        }
    }

    private KeysArgument keysOf(CachedOperation operation) {
        int index = attributes.keysParameter(operation.keys());
        return KeysArgument.of(index, ResolvableType.forMethodParameter(method, index, beanClass), operation.place());
    }

    private BatchResult batchResult(CachedOperation operation, int index) {
        Place place = operation.place();
        ResolvableType declared = ResolvableType.forMethodReturnType(method, beanClass);
        ResultType value = valueOf(method, beanClass, place);
        boolean isMap = isMap(declared);
        Class<?> item = declared.getGeneric(isMap ? 1 : 0).resolve(Object.class);
        Problems problems = new Problems();
        Supplier<ResultSlots> found = problems.attempt(() -> slots.compile(
                operation, value::type, () -> attributes.elementKey(operation.cache(), operation.key(), index)));
        Supplier<@Nullable KeyBuilder> ofItem = problems.attempt(
                () -> isMap ? noItemKey(operation) : attributes.itemKey(operation.cache(), operation.itemKey(), item));
        problems.throwIfAny();
        KeyBuilder itemKey = ofItem.get();
        if (itemKey == null) {
            requireSameKeys(declared.getGeneric(0), index, place);
            return new MapResult(place, found.get(), operation.missing() != Missing.UNKNOWN);
        }
        requireMeeting(itemKey, found.get().key(), place);
        return new ListResult(place, found.get(), itemKey, operation.missing() == Missing.ABSENT);
    }

    /**
     * What a method that reads many keys returns for one.
     *
     * @throws MisuseException if such results cannot be put together from the cache
     */
    static ResultType valueOf(Method method, Class<?> beanClass, Place place) {
        ResultType.requireNotSuspending(method, place);
        ResolvableType declared = ResolvableType.forMethodReturnType(method, beanClass);
        Class<?> container = declared.resolve(Object.class);
        boolean isMap = isMap(declared);
        boolean isList = Iterable.class.isAssignableFrom(container) && container.isAssignableFrom(ArrayList.class);
        if (!isMap && !isList) {
            throw place.misuse("it reads many keys but returns " + container.getSimpleName()
                    + ". Return a Map by key, a List or a Collection.");
        }
        ResultType value = ResultType.of(declared.getGeneric(isMap ? 1 : 0), beanClass, place);
        if (value.isOptional()) {
            throw place.misuse("an Optional for each key cannot be cached. Return the values themselves, and none for a"
                    + " key without one.");
        }
        return value;
    }

    private static boolean isMap(ResolvableType declared) {
        Class<?> container = declared.resolve(Object.class);
        return Map.class.isAssignableFrom(container) && container.isAssignableFrom(LinkedHashMap.class);
    }

    private static @Nullable KeyBuilder noItemKey(CachedOperation operation) {
        if (operation.itemKey().isEmpty()) {
            return null;
        }
        throw operation
                .place()
                .misuse("itemKey \"" + operation.itemKey()
                        + "\" has no meaning for a Map, which has its keys. Leave it out, or return a List.");
    }

    /** The map has for its keys what the argument holds. */
    private void requireSameKeys(ResolvableType key, int index, Place place) {
        Class<?> ofMap = key.resolve();
        Class<?> ofArgument = attributes.elementOf(index);
        if (ofMap != null && ofArgument != null && !ofMap.isAssignableFrom(ofArgument)) {
            throw place.misuse("keys holds elements of type " + ofArgument.getSimpleName()
                    + ", but the Map has keys of type " + ofMap.getSimpleName() + ". Use one type for both.");
        }
    }

    private static void requireMeeting(KeyBuilder item, KeyBuilder key, Place place) {
        if (!item.shape().meets(key.shape())) {
            throw place.misuse("the key of an item has the parts " + item.shape() + ", but keys gives keys of "
                    + key.shape() + ". Write the same parts in the same order with key and itemKey.");
        }
    }
}
