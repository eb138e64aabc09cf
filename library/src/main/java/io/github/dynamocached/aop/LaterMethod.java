package io.github.dynamocached.aop;

import io.github.dynamocached.deferred.Handover;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A method whose value arrives later, with its annotations compiled. A call begins when the method is called or, where the
 * result does nothing before somebody subscribes to it, at each subscription, with its own keys and its own outcome.
 *
 * @param read the read, null for none
 * @param reads whether reads use the cache at all
 * @param writes the evictions and puts in order
 * @param executor goes on with calls
 */
record LaterMethod(
        Handover handover, @Nullable LaterRead read, boolean reads, List<CachedWrite> writes, Executor executor) {

    /** Answers a call. */
    @Nullable
    Object invoke(Call call) throws Throwable {
        if (!handover.isLazy()) {
            CompletableFuture<?> begun = begin(call);
            return handover.hand(() -> begun);
        }
        // A second call of one invocation would go past all inner advice, so each subscription gets a clone of an
        // unused one.
        Call unused = call.again();
        return handover.hand(() -> {
            Call own = unused == null ? null : unused.again();
            return beginOrFail(own == null ? call : own);
        });
    }

    private @Nullable CompletableFuture<?> beginOrFail(Call call) {
        try {
            return begin(call);
        } catch (Throwable failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private @Nullable CompletableFuture<?> begin(Call call) throws Throwable {
        return writes.isEmpty() ? value(call) : new LaterWrites(this, call).begin();
    }

    /** The value of a call, without what it writes. */
    @Nullable
    CompletableFuture<?> value(Call call) throws Throwable {
        if (read == null) {
            return handover.valueOf(call.proceed());
        }
        return reads ? read.read(call) : read.bypass(call);
    }
}
