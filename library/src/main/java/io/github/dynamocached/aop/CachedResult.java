package io.github.dynamocached.aop;

import org.jspecify.annotations.Nullable;

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
}
