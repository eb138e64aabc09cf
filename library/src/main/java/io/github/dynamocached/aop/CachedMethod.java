package io.github.dynamocached.aop;

import io.github.dynamocached.cache.UnacknowledgedEvictionException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A method with its annotations compiled. The read comes first, the evictions when it has ended.
 *
 * @param read the read, null for none
 * @param reads whether reads use the cache at all; evictions always go out, because other nodes may read
 * @param evicts the evictions in order
 */
record CachedMethod(@Nullable CachedRead read, boolean reads, List<CachedEvict> evicts) {

    /** Answers a call. What the method throws comes out as it is. */
    @Nullable
    Object invoke(Call call) throws Throwable {
        return evicts.isEmpty() ? answer(call) : answerAndEvict(call);
    }

    private @Nullable Object answer(Call call) throws Throwable {
        if (read == null) {
            return call.proceed();
        }
        return reads ? read.read(call) : read.bypass(call);
    }

    private @Nullable Object answerAndEvict(Call call) throws Throwable {
        List<PendingEvict> pending = prepare(call);
        Object result;
        try {
            result = answer(call);
        } catch (Throwable failure) {
            pending.forEach(PendingEvict::afterThrow);
            throw failure;
        }
        call.returned(ResultType.valueOf(result));
        evictAll(pending, call);
        return result;
    }

    private List<PendingEvict> prepare(Call call) {
        List<PendingEvict> pending = new ArrayList<>(evicts.size());
        for (CachedEvict evict : evicts) {
            PendingEvict prepared = evict.prepare(call);
            if (prepared != null) {
                pending.add(prepared);
            }
        }
        pending.forEach(PendingEvict::announce);
        return pending;
    }

    /** An expression or an eviction that fails keeps no other eviction back. */
    private static void evictAll(List<PendingEvict> pending, Call call) {
        RuntimeException first = null;
        for (PendingEvict evict : pending) {
            try {
                evict.afterReturn(call);
            } catch (MisuseException | UnacknowledgedEvictionException failure) {
                first = first == null ? failure : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
