package io.github.dynamocached.aop;

import io.github.dynamocached.cache.CacheKey;
import io.github.dynamocached.cache.Put;
import io.github.dynamocached.cache.ReadThroughCache;
import io.github.dynamocached.cache.Slot;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The evictions and puts of one cache by code. */
final class WritesInCode {

    private final ReadThroughCache cache;

    WritesInCode(ReadThroughCache cache) {
        this.cache = cache;
    }

    boolean evict(CacheKey key) {
        cache.evictedBySomeMethod();
        boolean acknowledged = cache.evict(key);
        return acknowledged;
    }

    boolean evictAll() {
        return evict(CacheKey.everyKeyOf(cache.settings().name()));
    }

    <T, X extends Exception> Optional<T> put(
            ReadInCode.Values values, Slot slot, ValueCall<? extends T, X> write) throws X {
        cache.evictedBySomeMethod();
        Put put = cache.beginPut(values.operation(), slot);
        T written;
        try {
            written = write.call();
        } catch (Throwable failure) {
            put.evictUnknown();
            throw failure;
        }
        put.store(written);
        return Optional.ofNullable(written);
    }
}
