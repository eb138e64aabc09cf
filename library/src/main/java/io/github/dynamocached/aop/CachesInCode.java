package io.github.dynamocached.aop;

import io.github.dynamocached.cache.BlockingLoader;
import io.github.dynamocached.cache.CacheKey;
import io.github.dynamocached.cache.EntryState;
import io.github.dynamocached.cache.FillCheck;
import io.github.dynamocached.cache.ReadOperation;
import io.github.dynamocached.cache.ReadThroughCache;
import io.github.dynamocached.cache.Slot;
import io.github.dynamocached.cache.ValueCodec;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;

/** What the caches for code stand on: the same ports as annotated methods. */
final class CachesInCode {

    private static final String PLACE = "DynamoCaches: ";

    private final CachePorts ports;
    private final boolean reads;
    private final FillCheck check;
    private final ConcurrentMap<Asked, ReadInCode> asked = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, WritesInCode> writes = new ConcurrentHashMap<>();

    private record Asked(
            String cache,
            Type type,
            @Nullable Duration ttl,
            @Nullable Duration window) {}

    /**
     * Caches for code.
     *
     * @param reads whether reads use the cache at all
     * @param check looks at the first value that is to be stored
     */
    CachesInCode(CachePorts ports, boolean reads, FillCheck check) {
        this.ports = ports;
        this.reads = reads;
        this.check = check;
    }

    /** The reads that code has asked for until now. */
    Collection<ReadInCode> reads() {
        return asked.values();
    }

    ReadThroughCache cache(String name) {
        return refused(() -> ports.caches().cache(name), PLACE);
    }

    WritesInCode writes(ReadThroughCache cache) {
        return writes.computeIfAbsent(cache.settings().name(), name -> new WritesInCode(cache));
    }

    EntryState look(CacheKey key) {
        return ports.caches().look(key);
    }

    /** Always the same for the same cache, type and life. */
    ReadInCode read(ReadThroughCache cache, Type type, @Nullable Duration ttl, @Nullable Duration window) {
        String name = cache.settings().name();
        String place = PLACE + "the cache '" + name + "' of " + type.getTypeName();
        Asked key = new Asked(name, type, ttl, window);
        ReadInCode known = asked.get(key);
        return known == null ? asked.computeIfAbsent(key, absent -> create(cache, type, ttl, window, place)) : known;
    }

    private ReadInCode create(
            ReadThroughCache cache, Type type, @Nullable Duration ttl, @Nullable Duration window, String place) {
        return new ReadInCode(
                cache,
                type,
                ttl,
                window,
                values(place, codec(type, ports.valueCodecs()::codecOf, place), ttl, window),
                values(place, codec(type, ports.valueCodecs()::blobOf, place), ttl, window));
    }

    private ReadInCode.Values values(
            String place, ValueCodec codec, @Nullable Duration ttl, @Nullable Duration window) {
        ReadOperation operation = refused(() -> new ReadOperation(place, codec, ttl, window, check), "");
        return new ReadInCode.Values(operation, codec);
    }

    private static ValueCodec codec(Type type, Function<Type, ValueCodec> codecs, String place) {
        return refused(
                () -> {
                    requireValues(type);
                    return codecs.apply(type);
                },
                place + ": ");
    }

    private static void requireValues(Type type) {
        if (ResolvableType.forType(type).resolve() == Optional.class) {
            throw new IllegalArgumentException("an Optional is not what is stored. Name the type of the value in it.");
        }
        if (type == void.class || type == Void.class) {
            throw new IllegalArgumentException("there is nothing to store. Name the type of a value.");
        }
    }

    CacheKey key(ReadThroughCache cache, @Nullable Object @Nullable [] parts) {
        String name = cache.settings().name();
        List<?> given = parts == null ? Collections.singletonList(null) : Arrays.asList(parts);
        return refused(
                () -> CacheKey.of(
                        name, ports.keyConverters().converted(AllArguments.withKeys(given, ports.entityKeys()))),
                PLACE + "the parts give no key of the cache '" + name + "'. ");
    }

    private static <T> T refused(Supplier<T> work, String place) {
        try {
            return work.get();
        } catch (IllegalArgumentException refused) {
            throw new MisuseException(place + refused.getMessage());
        }
    }

    <X extends Exception> @Nullable Object read(
            ReadThroughCache cache, ReadInCode.Values values, Slot slot, BlockingLoader loader) throws X {
        try {
            return (reads ? cache.read(values.operation(), slot, loader) : cache.bypass(loader)).value();
        } catch (Throwable failure) {
            throw CachesInCode.<X>asItIs(failure);
        }
    }

    /** A loader throws nothing else, so this is one of its exceptions or an unchecked one. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <X extends Throwable> X asItIs(Throwable failure) throws X {
        throw (X) failure;
    }
}
