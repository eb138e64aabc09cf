package io.github.dynamocached.cache;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.store.Fill;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long an entry lives.
 *
 * @param fresh how long it is fresh; zero if it is not to be stored
 * @param stale how long after that it is returned while it is refreshed
 * @param error how long after that it answers failed loads
 */
record Life(Duration fresh, Duration stale, Duration error) {

    private static final Life NONE = new Life(Duration.ZERO, Duration.ZERO, Duration.ZERO);

    /** The life of a value, fresh for its time to live less a random share. */
    static Life ofValue(ReadOperation operation, CacheSettings settings) {
        double share = settings.ttlJitter() * ThreadLocalRandom.current().nextDouble();
        long millis = Math.round(operation.ttlOr(settings.ttl()).toMillis() * (1 - share));
        return new Life(
                Duration.ofMillis(Math.max(1, millis)),
                operation.staleWhileRevalidateOr(settings.staleWhileRevalidate()),
                settings.staleIfError());
    }

    /** The life of a null result, which has no windows. */
    static Life ofAbsence(CacheSettings settings) {
        return settings.negativeTtl().isZero() ? NONE : new Life(settings.negativeTtl(), Duration.ZERO, Duration.ZERO);
    }

    /** No longer than the hold-off and without windows, because the value may be from before the eviction. */
    Life shortenedTo(Duration holdOff) {
        return new Life(fresh.compareTo(holdOff) > 0 ? holdOff : fresh, Duration.ZERO, Duration.ZERO);
    }

    /** The fill of a value that lives so long. */
    Fill fill(String token, boolean absence, Duration loadTime, CacheSettings settings) {
        return new Fill(token, absence, fresh, stale, error, loadTime, settings.maxVariants());
    }

    boolean isNone() {
        return fresh.isZero();
    }
}
