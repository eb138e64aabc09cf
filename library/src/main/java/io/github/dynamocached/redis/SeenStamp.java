package io.github.dynamocached.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.dynamocached.Freshness;
import io.github.dynamocached.VariantState;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A {@link Stamp} of any type and schema, read for somebody who looks. */
record SeenStamp(
        long filled,
        long freshUntil,
        long staleUntil,
        long hardExpiry,
        String type,
        String schema,
        long loadMillis,
        boolean negative) {

    private static final Pattern TEXT =
            Pattern.compile("1 (\\d{1,15}) (\\d{1,15}) (\\d{1,15}) (\\d{1,15}) (\\S+) (\\S+) (\\d{1,15}) ([+-])");

    static @Nullable SeenStamp parse(byte @Nullable [] field) {
        Matcher words = TEXT.matcher(field == null ? "" : new String(field, UTF_8));
        return !words.matches()
                ? null
                : new SeenStamp(
                        Long.parseLong(words.group(1)),
                        Long.parseLong(words.group(2)),
                        Long.parseLong(words.group(3)),
                        Long.parseLong(words.group(4)),
                        words.group(5),
                        words.group(6),
                        Long.parseLong(words.group(7)),
                        words.group(8).equals("-"));
    }

    /** The state of the slot of this stamp. */
    VariantState state(String variant, long now, long start, long bytes, boolean leased) {
        boolean dead = now >= hardExpiry || filled < start || (negative && bytes > 0);
        return dead
                ? VariantState.absent(variant, bytes, leased)
                : new VariantState(
                        variant,
                        now < freshUntil ? Freshness.FRESH : now < staleUntil ? Freshness.STALE : Freshness.EXPIRED,
                        negative,
                        type,
                        schema,
                        left(filled, now),
                        left(now, freshUntil),
                        left(now, staleUntil),
                        Duration.ofMillis(loadMillis),
                        bytes,
                        leased);
    }

    private static Duration left(long from, long until) {
        return Duration.ofMillis(Math.max(0, until - from));
    }
}
