package io.github.dynamocached;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The result of an observed call, and how the caches answered its reads.
 *
 * @param value the result of the call
 * @param reads the reads of caches that the call made on its own thread, in the order in which they ended, one for each key
 *     of a batch. Reads within a load are part of that load and not included
 * @param <T> the type of the result
 */
public record Observed<T extends @Nullable Object>(T value, List<ObservedRead> reads) {

    /**
     * A result with its reads.
     *
     * @param value the result of the call
     * @param reads the reads of caches that it made
     */
    public Observed {
        reads = List.copyOf(reads);
    }

    /**
     * The read that ended last. For a call of one annotated method this is the read of that method.
     *
     * @return empty if no cache was read
     */
    public Optional<ObservedRead> last() {
        return reads.isEmpty() ? Optional.empty() : Optional.of(reads.get(reads.size() - 1));
    }

    /**
     * The number of reads that were answered by a source.
     *
     * @param source the source of the values
     * @return the number of keys
     */
    public long count(Outcome.Source source) {
        return reads.stream().filter(read -> read.source() == source).count();
    }

    /**
     * Whether all reads were answered by a cache, without any load.
     *
     * @return false if no cache was read
     */
    public boolean isFromCache() {
        return !reads.isEmpty() && reads.stream().allMatch(ObservedRead::isFromCache);
    }

    /** Shows how the caches answered, but no value. */
    @Override
    public String toString() {
        return "call with reads " + reads;
    }
}
