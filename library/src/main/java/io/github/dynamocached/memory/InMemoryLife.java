package io.github.dynamocached.memory;

import io.github.dynamocached.store.AdaptiveTtl;
import io.github.dynamocached.store.Fill;
import java.time.Duration;

/** When a value that is filled stops being fresh, stale and there at all, and whether its item has ended already. */
record InMemoryLife(long fresh, long stale, long hard, boolean hasEnded) {

    private static final long FIVE_YEARS = Duration.ofDays(1826).toMillis();

    /**
     * The life of a value; that of an absence where its item has ended, for which there may be no room.
     *
     * @param unchangedSince since when the value is known to be as it is
     */
    static InMemoryLife of(Fill fill, long now, boolean isFull, long unchangedSince) {
        long next = fill.ends().millis().stream()
                .filter(end -> end > now)
                .findFirst()
                .orElse(Long.MAX_VALUE);
        boolean hasEnded = fill.ends().isOneItem()
                && fill.ends().millis().stream().anyMatch(end -> end <= now && now - end < FIVE_YEARS);
        if (hasEnded) {
            long end = now + (isFull ? 0 : fill.absentFor().toMillis());
            return new InMemoryLife(end, end, end, true);
        }
        AdaptiveTtl adaptive = fill.adaptive();
        long most = fill.freshFor().toMillis();
        long fresh = now + (adaptive == null ? most : adaptive.freshMillis(now - unchangedSince, most));
        long stale = fresh + fill.staleFor().toMillis();
        long hard = stale + fill.errorFor().toMillis();
        return new InMemoryLife(Math.min(fresh, next), Math.min(stale, next), Math.min(hard, next), false);
    }
}
