package io.github.dynamocached.aop;

import io.github.dynamocached.CacheSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DurationFormat;
import org.springframework.format.datetime.standard.DurationFormatterUtils;

/**
 * How long results are returned: as the annotation says, or else as the settings of the cache say.
 *
 * @param ttl the greatest age of a fresh one
 * @param staleWhileRevalidate for how long after that they are returned while they are refreshed
 */
record Lifetime(Duration ttl, Duration staleWhileRevalidate) {

    static Lifetime of(CacheSettings settings, @Nullable Duration ttl, @Nullable Duration staleWhileRevalidate) {
        return new Lifetime(
                ttl == null ? settings.ttl() : ttl,
                staleWhileRevalidate == null ? settings.staleWhileRevalidate() : staleWhileRevalidate);
    }

    /** Whether values live longer than the others, fresh or stale. */
    boolean isLongerThan(Lifetime other) {
        return ttl.compareTo(other.ttl) > 0
                || ttl.plus(staleWhileRevalidate).compareTo(other.ttl.plus(other.staleWhileRevalidate)) > 0;
    }

    @Override
    public String toString() {
        return "ttl " + text(ttl) + ", staleWhileRevalidate " + text(staleWhileRevalidate);
    }

    private static String text(Duration duration) {
        return DurationFormatterUtils.print(duration, DurationFormat.Style.COMPOSITE);
    }
}
