package io.github.dynamocached.aop;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.EntryState;
import io.github.dynamocached.MisuseException;
import io.github.dynamocached.cache.ReadOperation;
import io.github.dynamocached.cache.ReadThroughCache;
import io.github.dynamocached.load.BlockingLoader;
import io.github.dynamocached.load.FillCheck;
import io.github.dynamocached.store.Slot;
import io.github.dynamocached.store.ValueCodec;
import io.github.dynamocached.store.ValueCodecs;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;

/** What programmatic access needs: the same ports as annotated methods. */
final class CachesInCode {

    private static final String PLACE = "DynamoCaches: ";

    private final CachePorts ports;
    private final Lifetimes lifetimes;
    private final TransactionCompletion completion;
    private final boolean reads;
    private final FillCheck check;
    private final ConcurrentMap<TypedRead, TypedRead.Stored> known = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, WritesInCode> writes = new ConcurrentHashMap<>();
    private final Set<String> names = ConcurrentHashMap.newKeySet();

    /**
     * Caches for code.
     *
     * @param lifetimes how long the values of annotated methods live
     * @param completion repeats evictions after a transaction
     * @param reads whether reads use the cache at all
     * @param check checks the values before they are stored, until it accepts one
     */
    CachesInCode(
            CachePorts ports, Lifetimes lifetimes, TransactionCompletion completion, boolean reads, FillCheck check) {
        this.ports = ports;
        this.lifetimes = lifetimes;
        this.completion = completion;
        this.reads = reads;
        this.check = check;
    }

    /** The names of the caches that code has used so far. */
    Set<String> names() {
        return names;
    }

    ReadThroughCache cache(String name) {
        ReadThroughCache cache = refused(() -> ports.caches().cache(name), PLACE);
        names.add(name);
        return cache;
    }

    WritesInCode writes(ReadThroughCache cache) {
        return writes.computeIfAbsent(cache.settings().name(), name -> new WritesInCode(cache, completion, ports));
    }

    EntryState look(CacheKey key) {
        return ports.caches().look(key);
    }

    /**
     * Checks a read.
     *
     * @throws MisuseException if it cannot be read
     */
    TypedRead typed(ReadThroughCache cache, Type type, @Nullable Duration ttl, @Nullable Duration window) {
        TypedRead asked = new TypedRead(cache, type, ttl, window);
        ReadOperation unused = operation(asked, codec(asked, false), null);
        return asked;
    }

    /** How the values of a read are stored: always the same once all annotated methods are known. */
    TypedRead.Stored read(TypedRead asked) {
        TypedRead.Stored found = known.get(asked);
        if (found != null) {
            return found;
        }
        boolean stays = lifetimes.areKnown();
        TypedRead.Stored created = new TypedRead.Stored(values(asked, false), values(asked, true));
        TypedRead.Stored first = stays ? known.putIfAbsent(asked, created) : null;
        return first == null ? created : first;
    }

    private TypedRead.Values values(TypedRead asked, boolean ofVariant) {
        ValueCodec codec = codec(asked, ofVariant);
        boolean given = asked.ttl() != null && asked.window() != null;
        Optional<Lifetime> shared = given
                ? Optional.empty()
                : lifetimes.sharedWith(asked, TypedRead.Values.prefixOf(codec.format()), ofVariant);
        return new TypedRead.Values(operation(asked, codec, shared.orElse(null)), codec);
    }

    private ReadOperation operation(TypedRead asked, ValueCodec codec, @Nullable Lifetime shared) {
        Duration ttl = asked.ttl() == null && shared != null ? shared.ttl() : asked.ttl();
        Duration window = asked.window() == null && shared != null ? shared.staleWhileRevalidate() : asked.window();
        return refused(() -> new ReadOperation(asked.place(), codec, ttl, window, check), "");
    }

    private ValueCodec codec(TypedRead asked, boolean ofVariant) {
        return refused(
                () -> {
                    requireValues(asked.type());
                    ValueCodecs codecs =
                            ports.valueCodecs().forCache(asked.cache().settings());
                    return ofVariant ? codecs.blobOf(asked.type()) : codecs.codecOf(asked.type());
                },
                asked.place() + ": ");
    }

    private static void requireValues(Type type) {
        if (ResolvableType.forType(type).resolve() == Optional.class) {
            throw new IllegalArgumentException("an Optional cannot be stored. Use the type of the value in it.");
        }
        if (type == void.class || type == Void.class) {
            throw new IllegalArgumentException("it has no values to store. Use the type of a value.");
        }
    }

    CacheKey key(ReadThroughCache cache, @Nullable Object @Nullable [] parts) {
        String name = cache.settings().name();
        List<?> given = parts == null ? Collections.singletonList(null) : Arrays.asList(parts);
        return refused(
                () -> CacheKey.of(name, ports.keyParts().of(given)),
                PLACE + "the parts are not a valid key of the cache '" + name + "'. ");
    }

    private static <T> T refused(Supplier<T> work, String place) {
        try {
            return work.get();
        } catch (IllegalArgumentException refused) {
            throw new MisuseException(place + refused.getMessage());
        }
    }

    <X extends Exception> @Nullable Object read(
            ReadThroughCache cache, TypedRead.Values values, Slot slot, BlockingLoader loader) throws X {
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
