package io.github.dynamocached.test;

import static io.github.dynamocached.test.CacheAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.DynamoCaches;
import io.github.dynamocached.test.AutoConfigureDynamoCached.Store;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** A slice: a context with nothing but what the annotation brings. */
@SpringJUnitConfig(NoCacheTests.Slice.class)
@AutoConfigureDynamoCached(Store.NONE)
class NoCacheTests {

    static class Slice {}

    @Autowired
    private DynamoCaches caches;

    @Autowired
    private CacheClock clock;

    @Test
    void nothingIsCachedAndNothingConnects() {
        assertThat(caches).call(() -> "value").readsNoCache().returns("value");
    }

    @Test
    void clockCannotMoveWithoutEntriesInMemory() {
        assertThatThrownBy(() -> clock.pass(Duration.ofSeconds(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The clock moves only with @AutoConfigureDynamoCached(IN_MEMORY).");
    }
}
