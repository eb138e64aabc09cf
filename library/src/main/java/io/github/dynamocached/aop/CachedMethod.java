package io.github.dynamocached.aop;

import io.github.dynamocached.expression.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A method with its annotations compiled. The read comes first, evictions and puts when it has ended.
 *
 * @param read the read, null for none
 * @param reads whether reads use the cache at all; evictions and puts always go out, because other nodes may read
 * @param writes the evictions and puts in order
 * @param later answers calls whose values arrive later, null if they do not
 */
record CachedMethod(
        @Nullable CachedRead read,
        boolean reads,
        List<CachedWrite> writes,
        @Nullable LaterMethod later) {

    /** Answers a call. What the method throws comes out as it is. */
    @Nullable
    Object invoke(Call call) throws Throwable {
        if (later != null) {
            return later.invoke(call);
        }
        return writes.isEmpty() ? answer(call) : answerAndWrite(call);
    }

    /** Where the values of the read and of the puts are stored. */
    Stream<ResultSlots> slots() {
        return Stream.concat(
                Stream.ofNullable(read).map(CachedRead::slots),
                writes.stream()
                        .filter(CachedWrite.Put.class::isInstance)
                        .map(write -> ((CachedWrite.Put) write).slots()));
    }

    private @Nullable Object answer(Call call) throws Throwable {
        if (read == null) {
            return call.proceed();
        }
        return reads ? read.read(call) : read.bypass(call);
    }

    private @Nullable Object answerAndWrite(Call call) throws Throwable {
        List<PendingWrite> pending = prepare(call);
        Object result;
        try {
            result = answer(call);
        } catch (Throwable failure) {
            pending.forEach(write -> write.afterThrow(call));
            throw failure;
        }
        call.returned(ResultType.valueOf(result));
        endAll(pending, call);
        return result;
    }

    private List<PendingWrite> prepare(Call call) {
        List<PendingWrite> pending = new ArrayList<>(writes.size());
        for (CachedWrite write : writes) {
            PendingWrite prepared = write.prepare(call);
            if (prepared != null) {
                pending.add(prepared);
            }
        }
        pending.forEach(PendingWrite::announce);
        return pending;
    }

    /** Ends every write, even if one of them fails. */
    private static void endAll(List<PendingWrite> pending, Call call) {
        Throwable first = null;
        for (PendingWrite write : pending) {
            try {
                write.afterReturn(call);
            } catch (RuntimeException | Error failure) {
                first = first == null ? failure : first;
            }
        }
        if (first instanceof Error error) {
            throw error;
        } else if (first != null) {
            throw (RuntimeException) first;
        }
    }
}
