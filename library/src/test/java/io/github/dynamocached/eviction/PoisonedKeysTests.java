package io.github.dynamocached.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.OutboxState;
import io.github.dynamocached.eviction.PoisonedKeys.Attempt;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PoisonedKeysTests {

    private final CacheKey whole = CacheKey.everyKeyOf("users");
    private final CacheKey first = CacheKey.of("users", List.of(1));
    private final CacheKey second = CacheKey.of("users", List.of(2));
    private final CacheKey third = CacheKey.of("users", List.of(3));
    private final PoisonedKeys keys = new PoisonedKeys(whole, 2);

    private Attempt next() {
        return Objects.requireNonNull(keys.next());
    }

    @Test
    void keyThatDoesNotFitStandsForAll() {
        keys.add(first, 0);
        keys.add(second, 1);
        keys.add(first, 2);
        assertThat(keys.contains(third)).isFalse();
        keys.add(third, 3);
        assertThat(keys.contains(CacheKey.of("users", List.of(4)))).isTrue();
        assertThat(keys.state(10, 0)).isEqualTo(new OutboxState(3, 0, Duration.ofNanos(10), true));
    }

    @Test
    void evictionOfAllClearsEveryKeyThatWasAddedBeforeItWasSent() {
        keys.add(first, 0);
        keys.add(second, 0);
        keys.add(third, 0);
        assertThat(next().key()).isEqualTo(first);
        assertThat(next().key()).isEqualTo(second);
        Attempt all = next();
        assertThat(all.key()).isEqualTo(whole);
        keys.add(second, 0);

        keys.acknowledged(whole, all.generation());

        assertThat(keys.contains(first)).isFalse();
        assertThat(keys.contains(second)).isTrue();
        assertThat(keys.state(0, 0)).isEqualTo(new OutboxState(1, 0, Duration.ZERO, false));
    }

    @Test
    void evictionOfAllThatWasSentBeforeAnotherKeyDidNotFitDoesNotClearIt() {
        keys.add(first, 0);
        keys.add(second, 0);
        keys.add(third, 0);
        long sent = keys.generation();
        keys.add(CacheKey.of("users", List.of(4)), 0);
        keys.acknowledged(whole, sent);
        assertThat(keys.contains(first)).isTrue();
        assertThat(keys.state(0, 0).wholeCache()).isTrue();
    }

    @Test
    void keysAreTriedInTheirOrderEachOnceAtATimeAndThoseThatFailedLast() {
        keys.add(first, 0);
        keys.add(second, 0);
        Attempt attempt = next();
        assertThat(attempt.key()).isEqualTo(first);
        keys.ended(attempt, false);
        assertThat(next().key()).isEqualTo(second);
        assertThat(next().key()).isEqualTo(first);
        assertThat(keys.next()).isNull();
    }

    @Test
    void textOfAllKeysIsThatOfNoKey() {
        assertThat(whole.text()).isEqualTo("*");
        assertThat(CacheKey.of("users", List.of("*")).text()).isEqualTo("%2A");
    }
}
