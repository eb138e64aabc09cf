package io.github.dynamocached.breaker;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BreakerSettingsTests {

    @Test
    void settingsOutOfRangeAreRefused() {
        Duration second = Duration.ofSeconds(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BreakerSettings(true, 0, 10, 100, second))
                .withMessage("redis.circuit-breaker.failure-rate is 0.0. Use a share from 0.01 to 1.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BreakerSettings(true, 1, 0, 100, second))
                .withMessage("redis.circuit-breaker.minimum-calls is 0. Use a number from 1 to 10000.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BreakerSettings(true, 1, 10, 9, second))
                .withMessage("redis.circuit-breaker.window is 9. Use a number from minimum-calls (10) to 10000.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BreakerSettings(true, 1, 10, 10, Duration.ofMillis(9)))
                .withMessage("redis.circuit-breaker.pause is PT0.009S. Use a duration from 10ms to 1h.");
    }
}
