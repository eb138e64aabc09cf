package io.github.dynamocached.aop;

import io.github.dynamocached.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * The read of one value by one method.
 *
 * @param slots where the value lies
 * @param result what the method returns
 * @param condition whether the cache is used, null for always
 * @param unless what is not stored, null for nothing
 */
record CachedRead(
        ResultSlots slots,
        ResultType result,
        @Nullable Condition condition,
        @Nullable Condition unless) implements CachedResult {

    @Override
    public @Nullable Object read(Call call) throws Throwable {
        if (condition != null && !condition.holds(call)) {
            return bypass(call);
        }
        Outcome outcome = slots.cache().read(slots.operation(), slots.slotFor(call), new MethodLoader(call, this));
        return result.accepts(outcome.value()) ? result.wrap(outcome.value()) : call.proceed();
    }

    @Override
    public @Nullable Object bypass(Call call) throws Throwable {
        return result.wrap(
                slots.cache().bypass(() -> result.unwrap(call.proceed())).value());
    }
}
