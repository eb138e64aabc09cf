package io.github.dynamocached.aop;

import io.github.dynamocached.cache.CacheKey;
import io.github.dynamocached.cache.Put;
import io.github.dynamocached.cache.ReadThroughCache;
import io.github.dynamocached.cache.Slot;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The evictions and puts of one cache by code. */
final class WritesInCode {

    private final ReadThroughCache cache;
    private final WriteOutcomes outcomes;

    WritesInCode(ReadThroughCache cache, TransactionCompletion completion) {
        this.cache = cache;
        this.outcomes = new WriteOutcomes(Place.inCode(cache.settings().name()), cache, completion);
    }

    boolean evict(CacheKey key) {
        cache.evictedBySomeMethod();
        boolean acknowledged = cache.evict(key);
        outcomes.ended(acknowledged, List.of(key));
        return acknowledged;
    }

    boolean evictAll() {
        return evict(CacheKey.everyKeyOf(cache.settings().name()));
    }

    <T, X extends Exception> Optional<T> put(ReadInCode.Values values, Slot slot, ValueCall<? extends T, X> write)
            throws X {
        cache.evictedBySomeMethod();
        Put put = cache.beginPut(values.operation(), slot);
        @Nullable T written;
        try {
            written = write.call();
        } catch (Throwable failure) {
            outcomes.endedUnknown(put.evictUnknown(), List.of(put.key()));
            throw failure;
        }
        outcomes.ended(put.store(written), List.of(put.key()));
        return Optional.ofNullable(written);
    }
}
