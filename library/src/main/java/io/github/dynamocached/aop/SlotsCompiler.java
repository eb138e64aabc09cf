package io.github.dynamocached.aop;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.MisuseException;
import io.github.dynamocached.cache.ReadOperation;
import io.github.dynamocached.cache.ReadThroughCache;
import io.github.dynamocached.expression.KeyBuilder;
import io.github.dynamocached.expression.Place;
import io.github.dynamocached.expression.Problems;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.Slot;
import io.github.dynamocached.store.ValueCodec;
import io.github.dynamocached.store.ValueCodecs;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.format.datetime.standard.DurationFormatterUtils;

/**
 * Finds out where the values of one annotated method are stored, how, and for how long.
 *
 * @param fields finds the codecs of results of some attributes
 * @param check looks at values that are to be stored until it accepts one. Of values of some attributes, it only looks at
 *     what writes to tables evict
 */
record SlotsCompiler(
        CachePorts ports,
        FieldsCompiler fields,
        AttributeCompiler attributes,
        Class<?> beanClass,
        EntityEvictions check) {

    /**
     * The slots of a method.
     *
     * @param type gives the type of one value
     * @param key gives what builds the keys
     * @throws MisuseException if they cannot be compiled, with everything that is wrong
     */
    ResultSlots compile(Operations.Cached operation, Supplier<Type> type, Supplier<KeyBuilder> key) {
        Problems problems = new Problems();
        Place place = operation.place();
        String name = operation.cache();
        Supplier<ReadThroughCache> cache = problems.attempt(() -> cacheOf(name, place));
        Supplier<Type> typeOfValues = problems.attempt(type);
        Supplier<ValueCodec> codec = problems.attempt(
                () -> codecOf(operation, typeOfValues.get(), cache.get().settings()));
        Supplier<KeyBuilder> keys = problems.attempt(key);
        Supplier<@Nullable KeyBuilder> variant = problems.attempt(() -> attributes.variant(name, operation.variant()));
        Supplier<@Nullable Duration> ttl =
                problems.attempt(() -> duration("ttl", operation.ttl(), Duration.ofMillis(1), place));
        Supplier<@Nullable Duration> window = problems.attempt(
                () -> duration("staleWhileRevalidate", operation.staleWhileRevalidate(), Duration.ZERO, place));
        problems.check(() -> new TimeToLiveCheck(ports).check(cache.get().settings(), typeOfValues.get(), operation));
        problems.throwIfAny();
        EntryFormat format = codec.get().format();
        return new ResultSlots(
                place,
                cache.get(),
                new ReadOperation(
                        place.method(),
                        codec.get(),
                        ttl.get(),
                        window.get(),
                        operation.fields() == null ? check : check.ofTables()),
                Lifetime.of(cache.get().settings(), ttl.get(), window.get()),
                typeOfValues.get(),
                keys.get(),
                format.isBlob() ? format.type() : Slot.ENTITY,
                variant.get());
    }

    /**
     * The cache of a name.
     *
     * @throws MisuseException if the name is refused
     */
    ReadThroughCache cacheOf(String name, Place place) {
        return place.require(() -> ports.caches().cache(name));
    }

    private ValueCodec codecOf(Operations.Cached operation, Type type, CacheSettings settings) {
        Place place = operation.place();
        ValueCodecs codecs = place.require(() -> ports.valueCodecs().forCache(settings));
        Operations.Fields named = operation.fields();
        return named != null
                ? fields.codecOf(operation, named, type, beanClass, codecs)
                : place.require(() -> operation.variant().isEmpty() ? codecs.codecOf(type) : codecs.blobOf(type));
    }

    /**
     * The duration of an attribute, null if it is left out.
     *
     * @throws MisuseException if the text is no duration, or is shorter than the least one
     */
    static @Nullable Duration duration(String attribute, String text, Duration least, Place place) {
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
