package io.github.dynamocached.aop;

import io.github.dynamocached.Outcome;
import io.github.dynamocached.store.Slot;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The read of many values by one method, which is called with the keys that the cache has no value for.
 *
 * @param slots where the values lie
 * @param keys the argument that holds the keys
 * @param result what the method returns
 * @param condition whether the cache is used, null for always
 * @param unless which values are not stored, null for none
 */
record CachedBatch(
        ResultSlots slots,
        KeysArgument keys,
        BatchResult result,
        @Nullable Condition condition,
        @Nullable Condition unless)
        implements CachedResult {

    @Override
    public @Nullable Object read(Call call) throws Throwable {
        List<@Nullable Object> given = Elements.orNull(call.arguments()[keys.index()]);
        if (given == null || (condition != null && !condition.holds(call))) {
            return bypass(call);
        }
        Batch batch = Batch.of(given, call, slots);
        BatchMethodLoader loader = new BatchMethodLoader(call, batch, this);
        Map<Slot, Outcome> outcomes = slots.cache().readAll(slots.operation(), batch.slots(), loader);
        return result.of(batch, outcomes);
    }

    /** Nobody knows here which of the values are whose, so nothing is told of them. */
    @Override
    public @Nullable Object bypass(Call call) throws Throwable {
        return call.proceed();
    }
}
