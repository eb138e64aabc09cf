package io.github.dynamocached.aop;

import io.github.dynamocached.Consistency;
import io.github.dynamocached.MisuseException;
import io.github.dynamocached.cache.ReadThroughCache;
import io.github.dynamocached.expression.Condition;
import io.github.dynamocached.expression.GeneratedAttributes;
import io.github.dynamocached.expression.KeyBuilder;
import io.github.dynamocached.expression.Place;
import io.github.dynamocached.expression.Problems;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compiles a {@code @DynamoEvict} or {@code @DynamoPut} of one method. */
record WriteCompiler(
        AttributeCompiler attributes,
        SlotsCompiler slots,
        TransactionCompletion completion,
        EntityEvictions entityEvictions,
        Method method,
        Class<?> beanClass) {

    private static final Logger log = LoggerFactory.getLogger(WriteCompiler.class);

    /**
     * Compiles an eviction.
     *
     * @throws MisuseException if it cannot work, with everything that is wrong with it
     */
    CachedWrite compile(Operations.Evict operation) {
        return evict(operation, () -> keysOf(operation));
    }

    private CachedWrite evict(Operations.Evict operation, Supplier<WrittenKeys> writtenKeys) {
        Place place = operation.place();
        Problems problems = new Problems();
        Supplier<ReadThroughCache> cache = problems.attempt(() -> slots.cacheOf(operation.cache(), place));
        Supplier<WrittenKeys> keys = problems.attempt(writtenKeys);
        Supplier<@Nullable Condition> when =
                problems.attempt(() -> attributes.condition("condition", operation.condition(), true));
        problems.check(() -> ResultType.requireEndsWithItsCall(method, beanClass, place));
        problems.check(() -> requireKeyBeforeCall(cache.get(), keys.get().needsResult(), place, operation.key()));
        problems.throwIfAny();
        note(cache.get(), operation);
        return new CachedWrite.Evict(keys.get(), when.get(), new WriteOutcomes(place, cache.get(), completion));
    }

    /**
     * Compiles a put. One of a method without a result evicts.
     *
     * @throws MisuseException if it cannot work, with everything that is wrong with it
     */
    CachedWrite compile(Operations.Cached operation) {
        Place place = operation.place();
        String name = operation.cache();
        Class<?> returned = ResultType.declared(method, beanClass).resolve(Object.class);
        Supplier<WrittenKeys> writtenKey = () -> attributes.writtenKey(name, operation.key());
        if (ResultType.isNothing(returned)) {
            requireNothingToStore(operation);
            return evict(evictionOf(operation), writtenKey);
        }
        Problems problems = new Problems();
        problems.check(() -> ResultType.requireEndsWithItsCall(method, beanClass, place));
        Supplier<ResultSlots> found = problems.attempt(() -> slots.compile(
                operation,
                () -> ResultType.of(method, beanClass, place).type(),
                () -> single(writtenKey.get(), place)));
        Supplier<@Nullable Condition> when =
                problems.attempt(() -> attributes.condition("condition", operation.condition(), true));
        Supplier<@Nullable Condition> unless =
                problems.attempt(() -> attributes.condition("unless", operation.unless(), true));
        problems.check(() ->
                requireKeyBeforeCall(found.get().cache(), found.get().key().needsResult(), place, operation.key()));
        problems.throwIfAny();
        ReadThroughCache cache = found.get().cache();
        note(cache, evictionOf(operation));
        if (found.get().key().needsResult()) {
            log.warn(
                    "{}: the key comes from the result and is not known before the call, so the key is evicted and the"
                            + " result is not stored. To store it, set key to an expression of parameters.",
                    place);
        }
        GeneratedAttributes generated = attributes.generated(found.get().type());
        if (generated != null) {
            generated.announce();
        }
        return new CachedWrite.Put(
                found.get(), when.get(), unless.get(), generated, new WriteOutcomes(place, cache, completion));
    }

    private static KeyBuilder single(WrittenKeys keys, Place place) {
        if (keys instanceof WrittenKeys.One one) {
            return one.key();
        }
        throw place.misuse(
                "it takes a collection of entities, but stores one result. Set key, or evict with @DynamoEvict.");
    }

    private static void requireNothingToStore(Operations.Cached put) {
        Problems problems = new Problems();
        Map<String, String> ofValue = new LinkedHashMap<>();
        ofValue.put("variant", put.variant());
        ofValue.put("unless", put.unless());
        ofValue.put("ttl", put.ttl());
        ofValue.put("staleWhileRevalidate", put.staleWhileRevalidate());
        ofValue.forEach((attribute, text) -> {
            if (!text.isEmpty()) {
                problems.add(put.place() + ": the method returns nothing to store, so " + attribute + " \"" + text
                        + "\" has no effect. Return what was written, or remove it.");
            }
        });
        problems.throwIfAny();
    }

    private static Operations.Evict evictionOf(Operations.Cached put) {
        return new Operations.Evict(put.place(), put.source(), put.cache(), put.key(), "", false, put.condition());
    }

    private void note(ReadThroughCache cache, Operations.Evict operation) {
        cache.expectEvictions();
        if (operation.allEntries()) {
            return;
        }
        Class<?> entity = attributes.writtenEntity(operation.keys(), operation.key());
        if (entity != null) {
            entityEvictions.add(operation.cache(), entity, operation.place());
        }
        EntityEvictions.ByAttributes found =
                operation.keys().isEmpty() ? attributes.entityExpression(operation.cache(), operation.key()) : null;
        if (found != null) {
            entityEvictions.add(operation.cache(), found, operation.place());
        }
    }

    private WrittenKeys keysOf(Operations.Evict operation) {
        if (operation.allEntries()) {
            requireAlone(operation, "key", operation.key());
            requireAlone(operation, "keys", operation.keys());
            return new WrittenKeys.All(operation.cache());
        }
        return operation.keys().isEmpty()
                ? attributes.writtenKey(operation.cache(), operation.key())
                : attributes.writtenKeys(operation.cache(), operation.keys(), operation.key());
    }

    private static void requireAlone(Operations.Evict operation, String attribute, String text) {
        if (!text.isEmpty()) {
            throw operation
                    .place()
                    .misuse("allEntries evicts every key, so " + attribute + " \"" + text
                            + "\" has no effect. Remove one of the two.");
        }
    }

    /** A fence opens before the method is called. */
    private static void requireKeyBeforeCall(ReadThroughCache cache, boolean needsResult, Place place, String key) {
        if (needsResult && cache.settings().consistency() == Consistency.FENCED) {
            throw place.misuse((key.isEmpty() ? "its key comes from its result" : "key \"" + key + "\" uses #result")
                    + ", but the cache '" + cache.settings().name()
                    + "' is fenced, and a fence opens before the method is called. Build the key from parameters, or"
                    + " set another consistency.");
        }
    }
}
