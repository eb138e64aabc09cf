package io.github.dynamocached.aop;

import io.github.dynamocached.store.Slot;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** How the calls of one method are answered. */
interface CachedResult {

    /** Answers a call from the cache or by the method. */
    @Nullable
    Object read(Call call) throws Throwable;

    /** Answers a call by the method, beside the cache. */
    @Nullable
    Object bypass(Call call) throws Throwable;

    /** Where the values lie. */
    ResultSlots slots();

    /** Whether the cache is used, null for always. */
    @Nullable
    Condition condition();

    /**
     * Whether a call, as its arguments and the current thread are now, still reads what lies in a slot. Where nothing can
     * change that costs nothing; an expression that fails by now says no.
     */
    default boolean isStillFor(Slot slot, Call call) {
        Condition condition = condition();
        if (condition == null && !slots().mayChange()) {
            return true;
        }
        try {
            return (condition == null || condition.holds(call))
                    && slots().slotFor(call).equals(slot);
        } catch (RuntimeException | Error failure) {
            LoggerFactory.getLogger(CachedResult.class).debug("A key cannot be computed again", failure);
            return false;
        }
    }
}
