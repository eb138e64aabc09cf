package io.github.dynamocached;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a read returned and where it came from.
 *
 * @param source where the value came from
 * @param value the value, null if there is none
 * @param ageMillis milliseconds since the value was filled, by the clock of Redis; 0 for a loaded value
 * @param halfUnits what the load of a value from the cache has cost, in halves of a read capacity unit. 0 for a loaded value,
 *     and if that is not known
 */
public record Outcome(Source source, @Nullable Object value, long ageMillis, int halfUnits) {

    /**
     * An outcome without a known cost.
     *
     * @param source where the value came from
     * @param value the value, null if there is none
     * @param ageMillis milliseconds since the value was filled, by the clock of Redis; 0 for a loaded value
     */
    public Outcome(Source source, @Nullable Object value, long ageMillis) {
        this(source, value, ageMillis, 0);
    }

    /** Where a value came from. */
    public enum Source {
        /** From the cache, fresh. */
        HIT,
        /** From the memory of this node, without asking Redis. */
        NEAR,
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
                && halfUnits == that.halfUnits
                && Objects.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(source, ageMillis, halfUnits, value);
    }

    @Override
    public String toString() {
        return source + " of age " + ageMillis + " ms";
    }
}
