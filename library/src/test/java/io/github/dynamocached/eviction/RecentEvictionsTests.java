package io.github.dynamocached.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CacheKey;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentEvictionsTests {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final CacheKey whole = CacheKey.everyKeyOf("users");
    private final CacheKey first = CacheKey.of("users", List.of(1));
    private final CacheKey second = CacheKey.of("users", List.of(2));
    private final CacheKey third = CacheKey.of("users", List.of(3));
    private final RecentEvictions recent = new RecentEvictions(whole, 2, true);

    @Test
    void keyIsForgottenAMinuteAfterItsLastEviction() {
        recent.add(first, 0);
        recent.add(second, 10);
        recent.add(first, 20);
        assertThat(recent.all(MINUTE + 10)).containsExactly(second, first);
        assertThat(recent.all(MINUTE + 11)).containsExactly(first);
        assertThat(recent.all(MINUTE + 21)).isEmpty();
    }

    @Test
    void readsFindAKeyForAMinuteAndOneThatStandsForAll() {
        recent.add(first, 0);
        assertThat(recent.contains(first, MINUTE)).isTrue();
        assertThat(recent.contains(second, MINUTE)).isFalse();
        assertThat(recent.contains(first, MINUTE + 1)).isFalse();

        recent.add(whole, MINUTE + 2);
        assertThat(recent.contains(second, 2 * MINUTE)).isTrue();
        assertThat(recent.contains(second, 2 * MINUTE + 3)).isFalse();
    }

    @Test
    void readsFindEveryKeyWhileOneDidNotFit() {
        recent.add(first, 0);
        recent.add(second, 10);
        recent.add(third, 20);
        assertThat(recent.contains(CacheKey.of("users", List.of(4)), MINUTE)).isTrue();
        assertThat(recent.contains(first, MINUTE + 1)).isFalse();
        assertThat(recent.contains(second, MINUTE + 1)).isTrue();
    }

    @Test
    void tooManyKeysAreAllKeysUntilTheOneThatDidNotFitWouldBeForgotten() {
        recent.add(first, 0);
        recent.add(second, 10);
        recent.add(third, 20);
        assertThat(recent.all(MINUTE)).containsExactly(whole);
        assertThat(recent.all(MINUTE + 1)).containsExactly(second, third);
    }
}
