package io.github.dynamocached;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an observed call returned, and how the caches answered for it.
 *
 * @param value what the call returned
 * @param reads the reads of caches that the call made on its own thread, in the order in which they ended, one for each key
 *     of a batch. Reads that a method made while its own result was being loaded are part of that load, and not here
 * @param <T> what the call returns
 */
public record Observed<T extends @Nullable Object>(T value, List<SeenOutcome> reads) {

    /**
     * What was observed.
     *
     * @param value what the call returned
     * @param reads the reads of caches that it made
     */
    public Observed {
        reads = List.copyOf(reads);
    }

    /**
     * The read that ended last: for a call of one annotated method, its own.
     *
     * @return empty if no cache was read
     */
    public Optional<SeenOutcome> last() {
        return reads.isEmpty() ? Optional.empty() : Optional.of(reads.get(reads.size() - 1));
    }

    /**
     * How many reads were answered from there.
     *
     * @param source where values come from
     * @return the number of keys
     */
    public long count(Outcome.Source source) {
        return reads.stream().filter(read -> read.source() == source).count();
    }

    /**
     * Whether caches were read and nothing had to be loaded.
     *
     * @return false as well if no cache was read
     */
    public boolean isFromCache() {
        return !reads.isEmpty() && reads.stream().allMatch(SeenOutcome::isFromCache);
    }

    /** Says how the caches answered, and not what. */
    @Override
    public String toString() {
        return "call with reads " + reads;
    }
}
