package io.github.dynamocached.store;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The result of a {@link Fill}.
 *
 * @param kind what has happened
 * @param freshFor how long the value is fresh, null unless the fill was {@linkplain Fill#adaptive() adaptive} and is stored
 */
public record FillResult(Kind kind, @Nullable Duration freshFor) {

    /** The value is stored. */
    public static final FillResult STORED = new FillResult(Kind.STORED, null);

    /** Nothing was stored: the token is gone, so the key was evicted after it was made. */
    public static final FillResult REJECTED = new FillResult(Kind.REJECTED, null);

    /** Nothing was stored: the key has its greatest number of variants. */
    public static final FillResult TOO_MANY_VARIANTS = new FillResult(Kind.TOO_MANY_VARIANTS, null);

    /** The item had ended by itself. A null result is stored, or nothing if null results are not stored. */
    public static final FillResult ENDED = new FillResult(Kind.ENDED, null);

    /** What has happened to a value. */
    public enum Kind {
        /** The value is stored. */
        STORED,
        /** Nothing was stored: the token is gone, so the key was evicted after it was made. */
        REJECTED,
        /** Nothing was stored: the key has its greatest number of variants. */
        TOO_MANY_VARIANTS,
        /** The item had ended by itself. */
        ENDED
    }

    /**
     * An adaptive value is stored.
     *
     * @param freshFor how long it is fresh
     * @return the result
     */
    public static FillResult storedFor(Duration freshFor) {
        return new FillResult(Kind.STORED, freshFor);
    }
}
