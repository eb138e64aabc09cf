package io.github.dynamocached.aop;

import io.github.dynamocached.deferred.Arrival;
import io.github.dynamocached.deferred.Handover;
import io.github.dynamocached.deferred.Parts;
import io.github.dynamocached.expression.Call;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
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
    Object invoke(Call call) {
        if (!handover.isLazy()) {
            return handover.hand(arrival -> begin(call, arrival));
        }
        // A second call of one invocation would go past all inner advice, so each subscription gets a clone of an
        // unused one.
        Call unused = call.again();
        Function<Arrival, @Nullable CompletableFuture<?>> each = arrival -> {
            Call own = unused == null ? null : unused.again();
            return begin(own == null ? call : own, arrival);
        };
        return read == null ? handover.handOfWrite(each) : handover.hand(each);
    }

    /** Begins a call. What is thrown at once, by an expression or by the method, comes as the failure of the value. */
    private @Nullable CompletableFuture<?> begin(Call call, Arrival arrival) {
        try {
            return writes.isEmpty() ? value(call, arrival) : new LaterWrites(this, call, arrival).begin();
        } catch (Throwable failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    /** The value of a call, without what it writes. */
    @Nullable
    CompletableFuture<?> value(Call call, Arrival arrival) throws Throwable {
        if (read == null) {
            return arrival.passedOn(call.proceed(), limit());
        }
        return reads ? read.read(call, arrival) : read.bypass(call, arrival);
    }

    /** Which parts of a value a put remembers to store them, null for none. */
    private Parts.@Nullable Limit limit() {
        for (CachedWrite write : writes) {
            if (write instanceof CachedWrite.Put put) {
                return put.slots()::isTooLarge;
            }
        }
        return null;
    }
}
