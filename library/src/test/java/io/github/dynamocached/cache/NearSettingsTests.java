package io.github.dynamocached.cache;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.Consistency;
import io.github.dynamocached.RefusedSettingException;
import io.github.dynamocached.memory.InMemoryLoadLock;
import io.github.dynamocached.store.NearMemory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class NearSettingsTests extends NearFixture {

    @Test
    void fencedCacheIsRefused() {
        assertThatThrownBy(() -> SETTINGS.with().consistency(Consistency.FENCED).build())
                .isInstanceOf(RefusedSettingException.class)
                .hasMessage("Cache 'users': near is true. Use near: false in a fenced cache, or consistency: strict.");
    }

    @Test
    void nearCacheWithoutMemoryIsRefused() {
        ReadThroughCaches without = new ReadThroughCaches(
                store,
                new InMemoryLoadLock(server),
                Node.GENEROUS,
                failure -> false,
                Runnable::run,
                name -> SETTINGS,
                List.of());
        assertThatThrownBy(() -> without.cache("users"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Cache 'users': near is true, but this node has no memory for it.");
    }

    @Test
    void durationsOutOfTheirRangeAreRefused() {
        assertThatThrownBy(() -> new NearMemory(entries, Duration.ZERO, LAG))
                .hasMessage("near.ttl is PT0S. Use a duration from 1ms to 1d.");
        assertThatThrownBy(() -> new NearMemory(entries, NEAR_TTL, Duration.ofMillis(19)))
                .hasMessage("near.lag is PT0.019S. Use a duration from 20ms to 10s.");
    }
}
