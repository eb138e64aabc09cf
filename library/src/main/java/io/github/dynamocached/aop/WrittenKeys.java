package io.github.dynamocached.aop;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.MisuseException;
import io.github.dynamocached.expression.Call;
import io.github.dynamocached.expression.Evaluation;
import io.github.dynamocached.expression.KeyBuilder;
import io.github.dynamocached.expression.KeyShape;
import io.github.dynamocached.expression.KeysArgument;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys that a call of one method writes to. They are built before the method is called and again after it, because the
 * method may set or change what they are made of: an identifier, a list of them. No failure keeps a method from writing.
 */
sealed interface WrittenKeys permits WrittenKeys.One, WrittenKeys.All, WrittenKeys.OfEach {

    /**
     * The keys of a call.
     *
     * @throws MisuseException if an expression fails or its value cannot be part of a key
     */
    List<CacheKey> keysFor(Call call);

    /** What is known of each key. */
    KeyShape shape();

    /** Whether there are no keys before the method has returned. */
    boolean needsResult();

    /** The keys before the method is called, null where they cannot be built yet. */
    default @Nullable List<CacheKey> before(Call call) {
        if (needsResult()) {
            return null;
        }
        try {
            return keysFor(call);
        } catch (Throwable notYet) {
            return null;
        }
    }

    /** The keys after the method that were not known before it. If they cannot be built at all, all keys of the cache. */
    default List<CacheKey> after(Call call, @Nullable List<CacheKey> before, WriteOutcomes outcomes) {
        try {
            List<CacheKey> others = new ArrayList<>(keysFor(call));
            if (before != null) {
                others.removeAll(before);
            }
            return others;
        } catch (Throwable failure) {
            if (before != null && before.stream().noneMatch(CacheKey::hasNull)) {
                return List.of();
            }
            String cache = outcomes.cache().settings().name();
            outcomes.failed(failure, "all entries of the cache '" + cache + "' are evicted");
            return List.of(CacheKey.everyKeyOf(cache));
        }
    }

    /** The one key that an attribute gives. */
    record One(KeyBuilder key) implements WrittenKeys {

        @Override
        public List<CacheKey> keysFor(Call call) {
            return List.of(key.keyFor(call));
        }

        @Override
        public KeyShape shape() {
            return key.shape();
        }

        @Override
        public boolean needsResult() {
            return key.needsResult();
        }
    }

    /** All keys of a cache, whatever the call. */
    record All(String cacheName) implements WrittenKeys {

        @Override
        public List<CacheKey> keysFor(Call call) {
            return List.of(CacheKey.everyKeyOf(cacheName));
        }

        @Override
        public KeyShape shape() {
            return KeyShape.UNKNOWN;
        }

        @Override
        public boolean needsResult() {
            return false;
        }
    }

    /**
     * One key for each element of a collection or an array.
     *
     * @param elements gives the collection
     * @param key builds the key of the element that a call is at
     * @param where names the attribute in messages
     */
    record OfEach(Evaluation elements, KeyBuilder key, String where) implements WrittenKeys {

        @Override
        public List<CacheKey> keysFor(Call call) {
            Object value = elements.valueFor(call);
            if (value == null) {
                return List.of();
            }
            List<@Nullable Object> found = KeysArgument.elementsOf(value);
            if (found == null) {
                throw new MisuseException(where + " gives a " + value.getClass().getSimpleName()
                        + ". Use an expression that gives a collection or an array.");
            }
            List<CacheKey> keys = new ArrayList<>(found.size());
            found.forEach(element -> keys.add(key.keyFor(call.at(element))));
            return keys;
        }

        @Override
        public KeyShape shape() {
            return key.shape();
        }

        @Override
        public boolean needsResult() {
            return elements.needsResult() || key.needsResult();
        }
    }
}
