package io.github.dynamocached.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RedisSettingsTests {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void defaultsAreThoseOfTheProperties() {
        assertThat(RedisSettings.DEFAULT)
                .isEqualTo(new RedisSettings("dynamocached", Duration.ofMillis(100), Duration.ofSeconds(1)));
    }

    @Test
    void prefixOfOtherCharactersIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RedisSettings("my app", SECOND, SECOND))
                .withMessage(
                        "key-prefix is 'my app'. Use letters, digits, dots, underscores, hyphens and colons only.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RedisSettings("", SECOND, SECOND))
                .withMessage("key-prefix is ''. Use letters, digits, dots, underscores, hyphens and colons only.");
    }

    @Test
    void timeoutOutOfRangeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RedisSettings("app", Duration.ofNanos(1), SECOND))
                .withMessage("redis.timeout is PT0.000000001S. Use a duration from 1ms to 1h.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RedisSettings("app", SECOND, Duration.ofHours(2)))
                .withMessage("redis.evict-timeout is PT2H. Use a duration from 1ms to 1h.");
    }
}
