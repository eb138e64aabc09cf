package io.github.dynamocached.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Outcome.Source;
import io.github.dynamocached.cache.BlockingLoader;
import io.github.dynamocached.cache.Node;
import io.github.dynamocached.cache.Put;
import io.github.dynamocached.redis.Connections;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the meters of a cache count while Redis is well. */
class CacheMetersTests {

    private static final CacheSettings SETTINGS = Node.SETTINGS
            .with()
            .ttl(Duration.ofMinutes(1))
            .maxEntrySize(100)
            .maxVariants(2)
            .build();

    private final MeteredNode metered = new MeteredNode(Connections.shared(), SETTINGS);
    private final String id = UUID.randomUUID().toString();
    private final Slot slot = slot("Text");

    private Slot slot(String variant) {
        return new Slot(CacheKey.of("users", List.of("meters", id)), variant);
    }

    @AfterEach
    void stop() {
        metered.node().close();
    }

    private double reads(String result) {
        return metered.count("dynamocached.reads", "result", result);
    }

    private double fills(String outcome) {
        return metered.count("dynamocached.fills", "outcome", outcome);
    }

    @Test
    void readIsCountedByWhatItCameToAndItsLoadIsTimed() {
        assertThat(metered.node().read(slot, () -> "value").source()).isEqualTo(Source.MISS);
        assertThat(metered.node().read(slot, () -> "value").source()).isEqualTo(Source.HIT);
        assertThat(metered.node().read(slot, () -> "value").source()).isEqualTo(Source.HIT);
        assertThat(reads("miss")).isEqualTo(1);
        assertThat(reads("hit")).isEqualTo(2);
        assertThat(fills("stored")).isEqualTo(1);
        assertThat(metered.loads("success")).isEqualTo(1);
    }

    @Test
    void absenceFromTheCacheIsANegativeHit() {
        metered.node().read(slot, () -> null);
        assertThat(metered.node().read(slot, () -> null).source()).isEqualTo(Source.HIT);
        assertThat(reads("negative_hit")).isEqualTo(1);
        assertThat(reads("hit")).isZero();
    }

    @Test
    void staleValueAndItsRefreshAreCounted() {
        CacheSettings brief = SETTINGS.with()
                .ttl(Duration.ofMillis(1))
                .staleWhileRevalidate(Duration.ofMinutes(1))
                .build();
        MeteredNode stale = new MeteredNode(Connections.shared(), brief);
        stale.node().read(slot, new Refreshable());
        await().until(() -> stale.node().read(slot, new Refreshable()).source() == Source.STALE);
        await().until(() -> stale.count("dynamocached.refreshes", "outcome", "refreshed") > 0);
        assertThat(stale.count("dynamocached.reads", "result", "stale_hit")).isPositive();
        stale.node().close();
    }

    private static final class Refreshable implements BlockingLoader {

        @Override
        public Object load() {
            return "value";
        }

        @Override
        public BlockingLoader forRefresh() {
            return this;
        }
    }

    @Test
    void loadThatThrowsIsTimedApart() {
        assertThatThrownBy(() -> metered.node().read(slot, () -> {
                    throw new IllegalStateException("no");
                }))
                .hasRootCauseMessage("no");
        assertThat(metered.loads("failure")).isEqualTo(1);
        assertThat(metered.loads("success")).isZero();
        assertThat(fills("stored")).isZero();
    }

    @Test
    void fillAfterAnEvictionIsRejected() {
        metered.node().read(slot, () -> {
            assertThat(metered.node().evict(slot)).isTrue();
            return "old";
        });
        assertThat(fills("rejected")).isEqualTo(1);
        assertThat(metered.count("dynamocached.evictions", "outcome", "acknowledged"))
                .isEqualTo(1);
    }

    @Test
    void valueThatIsTooLargeOrNotWantedOrOneTooManyIsCounted() {
        metered.node().read(slot, () -> "x".repeat(101));
        assertThat(fills("too_large")).isEqualTo(1);
        metered.node().read(slot("other"), new Unwanted());
        assertThat(fills("not_wanted")).isEqualTo(1);
        for (int i = 0; i < 3; i++) {
            metered.node().read(slot("v" + i), () -> "value");
        }
        assertThat(fills("too_many_variants")).isEqualTo(1);
        assertThat(fills("stored")).isEqualTo(2);
    }

    private static final class Unwanted implements BlockingLoader {

        @Override
        public Object load() {
            return "value";
        }

        @Override
        public boolean isStorable(@org.jspecify.annotations.Nullable Object value) {
            return false;
        }
    }

    @Test
    void loadSoonAfterAnEvictionThatReadNothingIsUnverified() {
        assertThat(metered.node().evict(slot)).isTrue();
        metered.node().read(slot, () -> "value");
        assertThat(metered.registry()
                        .get("dynamocached.loads.unverified")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void writeThroughIsAFillAndItsSecondEvictionIsPending() {
        Put put = metered.node().beginPut(slot);
        assertThat(put.store("value")).isTrue();
        assertThat(fills("stored")).isEqualTo(1);
        metered.node().beginWrite(slot).evictUnknown();
        assertThat(metered.registry()
                        .get("dynamocached.outbox.size")
                        .tag("state", "later")
                        .gauge()
                        .value())
                .isEqualTo(1);
    }

    @Test
    void metersAreThereBeforeAnythingHappens() {
        assertThat(metered.registry().find("dynamocached.reads").counters())
                .hasSize(5)
                .allSatisfy(counter -> assertThat(counter.count()).isZero());
        assertThat(metered.circuit("reads")).isEqualTo("closed");
        assertThat(metered.circuit("evictions")).isEqualTo("closed");
    }

    @Test
    void noTagHoldsAKeyOrAValue() {
        metered.node().read(slot, () -> "secret");
        metered.node().evict(slot);
        assertThat(metered.registry().getMeters())
                .isNotEmpty()
                .allSatisfy(meter -> assertThat(meter.getId().getTags().toString())
                        .doesNotContain(id)
                        .doesNotContain("secret"));
    }
}
