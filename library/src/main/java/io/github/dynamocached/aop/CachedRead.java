package io.github.dynamocached.aop;

import io.github.dynamocached.cache.CacheKey;
import io.github.dynamocached.cache.Outcome;
import io.github.dynamocached.cache.ReadOperation;
import io.github.dynamocached.cache.ReadThroughCache;
import io.github.dynamocached.cache.Slot;
import org.jspecify.annotations.Nullable;

/**
 * The read of one method.
 *
 * @param cache the cache that is read
 * @param operation what all reads by the method have in common
 * @param lifetime how long its results are returned
 * @param result what the method returns
 * @param key builds the key of the entry
 * @param variantPrefix the variant, or what it begins with: empty for the full entity, else the type id
 * @param variant builds the rest of the variant, null for none
 * @param condition whether the cache is used, null for always
 * @param unless what is not stored, null for nothing
 */
record CachedRead(
        ReadThroughCache cache,
        ReadOperation operation,
        Lifetime lifetime,
        ResultType result,
        KeyBuilder key,
        String variantPrefix,
        @Nullable KeyBuilder variant,
        @Nullable Condition condition,
        @Nullable Condition unless) {

    /** Answers a call from the cache or by the method. */
    @Nullable
    Object read(Call call) throws Throwable {
        MethodLoader loader = new MethodLoader(call, result, unless);
        Outcome outcome = condition == null || condition.holds(call)
                ? cache.read(operation, slotFor(call), loader)
                : cache.bypass(loader);
        return result.accepts(outcome.value()) ? result.wrap(outcome.value()) : call.proceed();
    }

    /** Answers a call by the method, beside the cache. */
    @Nullable
    Object bypass(Call call) throws Throwable {
        return result.wrap(cache.bypass(new MethodLoader(call, result, null)).value());
    }

    private Slot slotFor(Call call) {
        CacheKey entry = key.keyFor(call);
        return new Slot(
                entry,
                variant == null
                        ? variantPrefix
                        : variantPrefix + ":" + variant.keyFor(call).text());
    }
}
