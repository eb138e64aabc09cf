package io.github.dynamocached;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a read returned and where it came from.
 *
 * @param source where the value came from
 * @param value the value, null for an absence
 * @param ageMillis milliseconds since the value was filled, in Redis time; 0 for a value that was loaded
 */
public record Outcome(Source source, @Nullable Object value, long ageMillis) {

    /** Where a value came from. */
    public enum Source {
        /** From the cache, fresh. */
        HIT,
        /** From the cache, past its ttl, while it is refreshed. */
        STALE,
        /** Loaded, by this call or by one that it waited for. */
        MISS,
        /** Loaded beside the cache: Redis is away, a condition said no, or the key is known not to be storable. */
        BYPASS
    }

    /**
     * Whether the value is an absence.
     *
     * @return whether there is no value
     */
    public boolean isAbsence() {
        return value == null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Outcome that
                && source == that.source
                && ageMillis == that.ageMillis
                && Objects.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(source, ageMillis, value);
    }

    @Override
    public String toString() {
        return source + " of age " + ageMillis + " ms";
    }
}
