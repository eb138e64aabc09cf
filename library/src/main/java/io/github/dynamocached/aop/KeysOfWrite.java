package io.github.dynamocached.aop;

import io.github.dynamocached.CacheKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the calls of a write. They are built before the method is called and again after it, because the method may
 * set or change what they are made of: an identifier, a list of them. Whatever goes wrong never keeps a method from writing.
 * Keys that cannot be built afterwards either are all keys of the cache.
 *
 * @param keys builds them
 * @param outcomes is told what went wrong
 */
record KeysOfWrite(WrittenKeys keys, WriteOutcomes outcomes) {

    /** The keys before the method is called, null where they cannot be built yet. */
    @Nullable
    List<CacheKey> before(Call call) {
        if (keys.needsResult()) {
            return null;
        }
        try {
            return keys.keysFor(call);
        } catch (Throwable notYet) {
            return null;
        }
    }

    /** The keys after the method that were not known before it. */
    List<CacheKey> after(Call call, @Nullable List<CacheKey> before) {
        try {
            List<CacheKey> others = new ArrayList<>(keys.keysFor(call));
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
}
