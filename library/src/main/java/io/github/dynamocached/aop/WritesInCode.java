package io.github.dynamocached.aop;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CheckedCall;
import io.github.dynamocached.cache.Put;
import io.github.dynamocached.cache.ReadThroughCache;
import io.github.dynamocached.expression.GeneratedAttributes;
import io.github.dynamocached.expression.Place;
import io.github.dynamocached.load.DynamoDbWrites;
import io.github.dynamocached.store.Slot;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** The evictions and puts of one cache by code. */
final class WritesInCode {

    private final ReadThroughCache cache;
    private final WriteOutcomes outcomes;
    private final CachePorts ports;
    private final ConcurrentMap<Class<?>, Optional<GeneratedAttributes>> generated = new ConcurrentHashMap<>();

    WritesInCode(ReadThroughCache cache, TransactionCompletion completion, CachePorts ports) {
        this.cache = cache;
        this.outcomes = new WriteOutcomes(Place.inCode(cache.settings().name()), cache, completion);
        this.ports = ports;
    }

    boolean evict(CacheKey key) {
        cache.expectEvictions();
        boolean acknowledged = cache.evict(key);
        outcomes.ended(acknowledged, List.of(key));
        return acknowledged;
    }

    boolean evictAll() {
        return evict(CacheKey.everyKeyOf(cache.settings().name()));
    }

    /** Writes and stores. If the parts of the key make another key after the write, the key is evicted instead. */
    <T, X extends Exception> Optional<T> put(
            TypedRead.Values values,
            Slot slot,
            CheckedCall<? extends @Nullable T, X> write,
            DefaultDynamoCaches.TypedEntry<T> entry)
            throws X {
        cache.expectEvictions();
        Put put = cache.beginPut(values.operation(), slot);
        DynamoDbWrites writes = DynamoDbWrites.begin();
        @Nullable T written;
        try {
            written = write.call();
        } catch (Throwable failure) {
            Collection<Map<String, ?>> unused = writes.end();
            outcomes.endedUnknown(put.evictUnknown(), List.of(put.key()));
            throw failure;
        }
        Object stored = storable(written, writes.end());
        outcomes.ended(put.store(entry.isStillOfItsParts() ? stored : null), List.of(put.key()));
        return Optional.ofNullable(written);
    }

    /** The result if it may be stored, null if not. */
    private @Nullable Object storable(@Nullable Object written, Collection<Map<String, ?>> items) {
        if (written == null) {
            return null;
        }
        Optional<GeneratedAttributes> attributes = generated.computeIfAbsent(
                written.getClass(),
                type -> Optional.ofNullable(GeneratedAttributes.of(type, ports.entityKeys(), outcomes.place())));
        return attributes.isEmpty() || attributes.get().areIn(written, items) ? written : null;
    }
}
