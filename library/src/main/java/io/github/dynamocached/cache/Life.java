package io.github.dynamocached.cache;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.store.AdaptiveTtl;
import io.github.dynamocached.store.Fill;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How long an entry lives.
 *
 * @param fresh how long it is fresh; zero if it is not to be stored
 * @param stale how long after that it is returned while it is refreshed
 * @param error how long after that it answers failed loads
 * @param adaptive shortens the time for which it is fresh, null for not at all
 */
record Life(
        Duration fresh,
        Duration stale,
        Duration error,
        @Nullable AdaptiveTtl adaptive) {

    private static final Life NONE = new Life(Duration.ZERO, Duration.ZERO, Duration.ZERO, null);

    /**
     * The life of a value, fresh for its time to live less a random share.
     *
     * @param digest tells the value from others; called only where the time to live follows the changes of values
     */
    static Life ofValue(ReadOperation operation, CacheSettings settings, IntSupplier digest) {
        double left = 1 - settings.ttlJitter() * ThreadLocalRandom.current().nextDouble();
        double share = settings.adaptiveTtl();
        return new Life(
                shortened(operation.ttlOr(settings.ttl()), left),
                operation.staleWhileRevalidateOr(settings.staleWhileRevalidate()),
                settings.staleIfError(),
                share == 0
                        ? null
                        : new AdaptiveTtl(digest.getAsInt(), share * left, shortened(settings.minTtl(), left)));
    }

    private static Duration shortened(Duration duration, double left) {
        return Duration.ofMillis(Math.max(1, Math.round(duration.toMillis() * left)));
    }

    /** The life of a null result, which has no windows. */
    static Life ofAbsence(CacheSettings settings) {
        return settings.negativeTtl().isZero()
                ? NONE
                : new Life(settings.negativeTtl(), Duration.ZERO, Duration.ZERO, null);
    }

    /** No longer than the hold-off and without windows, because the value may be from before the eviction. */
    Life shortenedTo(Duration holdOff) {
        return new Life(fresh.compareTo(holdOff) > 0 ? holdOff : fresh, Duration.ZERO, Duration.ZERO, null);
    }

    /** The fill of a value that lives so long. */
    Fill fill(String token, boolean absence, Duration loadTime, CacheSettings settings) {
        return new Fill(token, absence, fresh, stale, error, loadTime, settings.maxVariants()).adapting(adaptive);
    }

    boolean isNone() {
        return fresh.isZero();
    }
}
