package io.github.dynamocached;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a read returned and where it came from.
 *
 * @param source where the value came from
 * @param value the value, null if there is none
 * @param ageMillis milliseconds since the value was filled, by the clock of Redis; 0 for a loaded value
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
        /**
         * Loaded without the cache, by this call or by one that it waited for: Redis does not answer, a condition was false, or
         * the key cannot be stored for now.
         */
        BYPASS
    }

    /** {@return whether there is no value} */
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
