package io.github.dynamocached.aop;

import io.github.dynamocached.cache.ReadOperation;
import io.github.dynamocached.cache.ReadThroughCache;
import io.github.dynamocached.cache.Slot;
import io.github.dynamocached.cache.ValueCodec;
import io.github.dynamocached.cache.ValueCodecs;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.format.datetime.standard.DurationFormatterUtils;

/** Turns what is written on a method into what is done. Refuses, with all that is needed to mend it, what cannot work. */
final class CachedMethodCompiler {

    private final CachePorts ports;
    private final ExpressionCompiler expressions;
    private final TransactionCompletion completion;
    private final boolean reads;

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
     * @throws MisuseException if they cannot work
     */
    CachedMethod compile(Method method, Class<?> beanClass, Operations operations) {
        CachedOperation cached = operations.cached();
        List<CachedEvict> evicts = new ArrayList<>();
        for (EvictOperation evict : operations.evicts()) {
            evicts.add(compile(evict, method, beanClass));
        }
        return new CachedMethod(cached == null ? null : compile(cached, method, beanClass), reads, List.copyOf(evicts));
    }

    private CachedRead compile(CachedOperation operation, Method method, Class<?> beanClass) {
        Place place = operation.place();
        AttributeCompiler attributes = attributes(place, method, beanClass, operation.source());
        ResultType result = ResultType.of(method, beanClass, place);
        ReadThroughCache cache = cacheOf(operation.cache(), place);
        boolean variant = !operation.variant().isEmpty();
        ValueCodec codec = codecOf(result, variant, place);
        return new CachedRead(
                cache,
                readOperation(operation, codec),
                result,
                attributes.readKey(operation.cache(), operation.key()),
                codec.format().isBlob() ? codec.format().type() : Slot.ENTITY,
                attributes.variant(operation.cache(), operation.variant()),
                attributes.condition("condition", operation.condition(), false),
                attributes.condition("unless", operation.unless(), true));
    }

    private CachedEvict compile(EvictOperation operation, Method method, Class<?> beanClass) {
        AttributeCompiler attributes = attributes(operation.place(), method, beanClass, operation.source());
        ReadThroughCache cache = cacheOf(operation.cache(), operation.place());
        cache.evictedBySomeMethod();
        return new CachedEvict(
                operation.place(),
                cache,
                attributes.evictKey(operation.cache(), operation.key()),
                attributes.condition("condition", operation.condition(), true),
                completion);
    }

    private AttributeCompiler attributes(Place place, Method method, Class<?> beanClass, Method source) {
        return new AttributeCompiler(place, method, beanClass, source, expressions, ports.entityKeys());
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

    private static ReadOperation readOperation(CachedOperation operation, ValueCodec codec) {
        Place place = operation.place();
        return new ReadOperation(
                place.method(),
                codec,
                duration("ttl", operation.ttl(), Duration.ofMillis(1), place),
                duration("staleWhileRevalidate", operation.staleWhileRevalidate(), Duration.ZERO, place));
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
