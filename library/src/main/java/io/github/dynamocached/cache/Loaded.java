package io.github.dynamocached.cache;

import io.github.dynamocached.Outcome;
import io.github.dynamocached.load.LoadContext;
import io.github.dynamocached.load.LoadReads;
import org.jspecify.annotations.Nullable;

/**
 * How a load ended.
 *
 * @param value what was loaded, null for a null result
 * @param failure what the load threw, null if it did not
 * @param storable whether the value may be stored
 * @param ofCallerAlone whether other callers must not get it: the failure concerns only its caller, or the value may belong
 *     to another slot
 * @param reads what is known about its reads
 * @param began the moment before the load was called
 * @param nanos how long the load took
 */
record Loaded(
        @Nullable Object value,
        @Nullable Throwable failure,
        boolean storable,
        boolean ofCallerAlone,
        LoadReads reads,
        long began,
        long nanos) {

    static Loaded written(Object value) {
        return new Loaded(value, null, true, false, LoadReads.WRITTEN, 0, 0);
    }

    /** Whether the load is known to have read consistently, and nothing else. */
    boolean isProven() {
        return reads.proof() == LoadContext.Proof.CONSISTENT;
    }

    /** The answer for the loading caller alone. */
    Answer alone(Outcome.Source source, long began) {
        return failure == null ? Answer.alone(new Outcome(source, value, 0), began) : failed(failure);
    }

    /** The answer for the loading caller, and for those who waited unless they have to start again. */
    Answer failed(Throwable thrown) {
        return ofCallerAlone ? Answer.failedAlone(thrown) : Answer.failed(thrown);
    }

    @Override
    public String toString() {
        return failure == null ? "loaded value" : "failed load";
    }
}
