package io.github.dynamocached.streams;

import io.github.dynamocached.Failures;
import java.time.Duration;
import java.util.List;

/**
 * Redis did not acknowledge all evictions of a batch of stream records. The batch has to be delivered again: let a Lambda
 * function fail with this exception. Its message and its cause contain no key and no value.
 */
public final class UnevictedRecordsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The records. */
    private final List<String> sequenceNumbers;

    UnevictedRecordsException(List<String> sequenceNumbers, int records, Duration patience, Throwable reason) {
        super(
                "StreamsEvictor: Redis did not acknowledge the evictions of " + sequenceNumbers.size() + " of "
                        + records
                        + " stream records within " + patience.toMillis() + " ms (" + textOf(reason)
                        + "). Deliver the batch again, as Lambda does when the function fails with this exception. If"
                        + " this lasts, check that the function reaches Redis.",
                reason);
        this.sequenceNumbers = List.copyOf(sequenceNumbers);
    }

    /** What stores fail with never holds a key or a value. */
    private static String textOf(Throwable reason) {
        return reason.getMessage() == null ? Failures.nameOf(reason) : reason.getMessage();
    }

    /** {@return the sequence numbers of the records that were not evicted, in the order of the batch} */
    public List<String> sequenceNumbers() {
        return sequenceNumbers;
    }
}
