package io.github.dynamocached.aop;

import io.github.dynamocached.MisuseException;
import io.github.dynamocached.annotation.Missing;
import io.github.dynamocached.expression.Condition;
import io.github.dynamocached.expression.KeyBuilder;
import io.github.dynamocached.expression.KeysArgument;
import io.github.dynamocached.expression.Place;
import io.github.dynamocached.expression.Problems;
import java.lang.reflect.Method;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;

/** Compiles the {@code @DynamoCached} of one method. */
record ReadCompiler(AttributeCompiler attributes, SlotsCompiler slots, Method method, Class<?> beanClass) {

    /**
     * Compiles a read.
     *
     * @throws MisuseException if it cannot work, with everything that is wrong with it
     */
    CachedRead compile(Operations.Cached operation) {
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
            return new CachedRead.OfOne(found.get(), result.get(), condition.get(), unless.get());
        }
        Supplier<KeysArgument> keys = problems.attempt(() -> keysOf(operation));
        Supplier<BatchResult> result =
                problems.attempt(() -> batchResult(operation, keys.get().index()));
        problems.throwIfAny();
        return new CachedRead.OfMany(result.get().slots(), keys.get(), result.get(), condition.get(), unless.get());
    }

    private static void requireNoBatch(Operations.Cached operation) {
        if (!operation.itemKey().isEmpty() || operation.missing() != Missing.BY_RESULT) {
            throw operation.misuse(
                    "itemKey and missing are for methods that read many keys. Set keys to the parameter that holds the"
                            + " keys, or remove both.");
        }
    }

    private KeysArgument keysOf(Operations.Cached operation) {
        int index = attributes.keysParameter(operation.keys());
        return KeysArgument.of(index, ResolvableType.forMethodParameter(method, index, beanClass), operation.place());
    }

    private BatchResult batchResult(Operations.Cached operation, int index) {
        Place place = operation.place();
        BatchResult.Declared declared = BatchResult.Declared.of(method, beanClass, place);
        Problems problems = new Problems();
        Supplier<ResultSlots> found = problems.attempt(() -> slots.compile(
                operation,
                () -> declared.value().type(),
                () -> attributes.elementKey(operation.cache(), operation.key(), index)));
        if (declared.isMap()) {
            problems.check(() -> requireNoItemKey(operation));
            problems.throwIfAny();
            requireSameKeys(declared.type().getGeneric(0), index, place);
            return new BatchResult.OfMap(found.get(), operation.missing() != Missing.UNKNOWN);
        }
        Supplier<KeyBuilder> itemKey =
                problems.attempt(() -> attributes.itemKey(operation.cache(), operation.itemKey(), declared.item()));
        problems.throwIfAny();
        requireMeeting(itemKey.get(), found.get().key(), place);
        return new BatchResult.OfList(found.get(), itemKey.get(), operation.missing() == Missing.ABSENT);
    }

    private static void requireNoItemKey(Operations.Cached operation) {
        if (!operation.itemKey().isEmpty()) {
            throw operation.misuse("itemKey \"" + operation.itemKey()
                    + "\" has no effect on a Map, which already has the keys. Remove it, or return a List.");
        }
    }

    /** The keys of the map are the elements of the argument. */
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
            throw place.misuse("the key of an item has the parts " + item.shape() + ", but keys builds keys with "
                    + key.shape() + ". Use the same parts in the same order in key and itemKey.");
        }
    }
}
