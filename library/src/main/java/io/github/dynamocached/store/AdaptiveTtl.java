package io.github.dynamocached.store;

import java.time.Duration;

/**
 * How long a value is fresh if that follows its changes: a share of the time since a fill first found it as it is, but at least
 * a minimum, and at most as long as the {@link Fill} says. This is the rule of Alex (Cate, 1992), which RFC 9111 has for HTTP.
 *
 * @param digest a number that equal values share. It may happen that different values share it as well, which makes the later
 *     one fresh for longer, and never for longer than the fill says
 * @param share the share, from 0 to 1
 * @param minimum the minimum
 */
public record AdaptiveTtl(int digest, double share, Duration minimum) {

    /**
     * The digest as it is stored.
     *
     * @return eight hexadecimal digits
     */
    public String digestText() {
        return "%08x".formatted(digest);
    }

    /**
     * How long a value is fresh.
     *
     * @param unchangedMillis for how long it is known to be as it is
     * @param mostMillis how long it may be fresh
     * @return milliseconds
     */
    public long freshMillis(long unchangedMillis, long mostMillis) {
        return Math.min(mostMillis, Math.max(minimum.toMillis(), (long) Math.floor(share * unchangedMillis)));
    }
}
