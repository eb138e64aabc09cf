package io.github.dynamocached.aop;

import io.github.dynamocached.cache.CacheKey;
import io.github.dynamocached.cache.Consistency;
import io.github.dynamocached.cache.EntryFormat;
import io.github.dynamocached.cache.ReadOperation;
import io.github.dynamocached.cache.ReadThroughCache;
import io.github.dynamocached.cache.Slot;
import io.github.dynamocached.cache.ValueCodec;
import io.github.dynamocached.cache.ValueCodecs;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.format.datetime.standard.DurationFormatterUtils;

/** Turns what is written on a method into what is done. Refuses, with all that is needed to mend it, what cannot work. */
final class CachedMethodCompiler {

    private final CachePorts ports;
    private final ExpressionCompiler expressions;
    private final TransactionCompletion completion;
    private final boolean reads;
    private final EntityEvictions entityEvictions = new EntityEvictions();

    /**
     * A compiler.
     *
     * @param reads whether reads use the cache at all
     */
    CachedMethodCompiler(
            CachePorts ports, ExpressionCompiler expressions, TransactionCompletion completion, boolean reads) {
        this.ports = ports;
        this.expressions = expressions;
        this.completion = completion;
        this.reads = reads;
    }

    /**
     * Compiles the operations of a method.
     *
     * @throws MisuseException if they cannot work, with everything that is wrong with them
     */
    CachedMethod compile(Method method, Class<?> beanClass, Operations operations) {
        Problems problems = new Problems();
        CachedOperation cached = operations.cached();
        Supplier<@Nullable CachedRead> read =
                problems.attempt(() -> cached == null ? null : compile(cached, method, beanClass));
        List<CachedEvict> evicts = new ArrayList<>();
        for (EvictOperation evict : operations.evicts()) {
            problems.check(() -> evicts.add(compile(evict, method, beanClass)));
        }
        problems.throwIfAny();
        return new CachedMethod(read.get(), reads, List.copyOf(evicts));
    }

    private CachedRead compile(CachedOperation operation, Method method, Class<?> beanClass) {
        Problems problems = new Problems();
        Place place = operation.place();
        AttributeCompiler attributes = attributes(place, method, beanClass, operation.source());
        String name = operation.cache();
        boolean ofVariant = !operation.variant().isEmpty();
        Supplier<ReadThroughCache> cache = problems.attempt(() -> cacheOf(name, place));
        Supplier<ResultType> result = problems.attempt(() -> ResultType.of(method, beanClass, place));
        Supplier<ValueCodec> codec = problems.attempt(() -> codecOf(result.get(), ofVariant, place));
        Supplier<KeyBuilder> key = problems.attempt(() -> attributes.readKey(name, operation.key()));
        Supplier<@Nullable KeyBuilder> variant = problems.attempt(() -> attributes.variant(name, operation.variant()));
        Supplier<@Nullable Condition> condition =
                problems.attempt(() -> attributes.condition("condition", operation.condition(), false));
        Supplier<@Nullable Condition> unless =
                problems.attempt(() -> attributes.condition("unless", operation.unless(), true));
        Supplier<@Nullable Duration> ttl =
                problems.attempt(() -> duration("ttl", operation.ttl(), Duration.ofMillis(1), place));
        Supplier<@Nullable Duration> window = problems.attempt(
                () -> duration("staleWhileRevalidate", operation.staleWhileRevalidate(), Duration.ZERO, place));
        problems.throwIfAny();
        EntryFormat format = codec.get().format();
        return new CachedRead(
                cache.get(),
                new ReadOperation(place.method(), codec.get(), ttl.get(), window.get(), this::problemOf),
                Lifetime.of(cache.get().settings(), ttl.get(), window.get()),
                result.get(),
                key.get(),
                format.isBlob() ? format.type() : Slot.ENTITY,
                variant.get(),
                condition.get(),
                unless.get());
    }

    private CachedEvict compile(EvictOperation operation, Method method, Class<?> beanClass) {
        Problems problems = new Problems();
        Place place = operation.place();
        AttributeCompiler attributes = attributes(place, method, beanClass, operation.source());
        Supplier<ReadThroughCache> cache = problems.attempt(() -> cacheOf(operation.cache(), place));
        Supplier<KeyBuilder> key = problems.attempt(() -> evictKey(operation, attributes));
        Supplier<@Nullable Condition> condition =
                problems.attempt(() -> attributes.condition("condition", operation.condition(), true));
        problems.check(() -> requireKeyBeforeCall(cache.get(), key.get(), operation));
        problems.throwIfAny();
        cache.get().evictedBySomeMethod();
        Class<?> entity = operation.allEntries() ? null : attributes.evictedEntity(operation.key());
        if (entity != null) {
            entityEvictions.add(operation.cache(), entity, place);
        }
        return new CachedEvict(place, cache.get(), key.get(), condition.get(), completion);
    }

    private @Nullable String problemOf(CacheKey key, Object value) {
        return entityEvictions.problemOf(key, value, ports.entityKeys(), ports.keyConverters());
    }

    private static KeyBuilder evictKey(EvictOperation operation, AttributeCompiler attributes) {
        if (!operation.allEntries()) {
            return attributes.evictKey(operation.cache(), operation.key());
        }
        if (!operation.key().isEmpty()) {
            throw operation
                    .place()
                    .misuse("allEntries evicts every key, so key \"" + operation.key()
                            + "\" has no meaning. Leave one of the two out.");
        }
        return KeyBuilder.ofAll(operation.cache());
    }

    /** A fence opens before the method is called. */
    private static void requireKeyBeforeCall(ReadThroughCache cache, KeyBuilder key, EvictOperation operation) {
        if (key.needsResult() && cache.settings().consistency() == Consistency.FENCED) {
            throw operation
                    .place()
                    .misuse("key \"" + operation.key() + "\" uses #result, but the cache '" + operation.cache()
                            + "' is fenced, and a fence opens before the method is called. Use a key of parameters, or"
                            + " another consistency.");
        }
    }

    private AttributeCompiler attributes(Place place, Method method, Class<?> beanClass, Method source) {
        return new AttributeCompiler(
                place, method, beanClass, source, expressions, ports.entityKeys(), ports.keyConverters());
    }

    private ReadThroughCache cacheOf(String name, Place place) {
        try {
            return ports.caches().cache(name);
        } catch (IllegalArgumentException refused) {
            throw place.misuse(String.valueOf(refused.getMessage()));
        }
    }

    private ValueCodec codecOf(ResultType result, boolean variant, Place place) {
        try {
            ValueCodecs codecs = ports.valueCodecs();
            return variant ? codecs.blobOf(result.type()) : codecs.codecOf(result.type());
        } catch (IllegalArgumentException refused) {
            throw place.misuse(String.valueOf(refused.getMessage()));
        }
    }

    private static @Nullable Duration duration(String attribute, String text, Duration least, Place place) {
        if (text.isEmpty()) {
            return null;
        }
        Duration duration;
        try {
            duration = DurationFormatterUtils.detectAndParse(text);
        } catch (IllegalArgumentException | ArithmeticException unreadable) {
            throw place.misuse(
                    attribute + " \"" + text + "\" is not a duration. Use \"10m\" or ISO-8601 such as \"PT10M\".");
        }
        if (duration.compareTo(least) < 0) {
            throw place.misuse(attribute + " \"" + text + "\" is too short. Use a duration of "
                    + (least.isZero() ? "zero" : "a millisecond") + " or more.");
        }
        return duration;
    }
}
