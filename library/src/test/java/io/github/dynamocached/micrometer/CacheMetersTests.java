package io.github.dynamocached.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Outcome.Source;
import io.github.dynamocached.cache.Node;
import io.github.dynamocached.cache.Put;
import io.github.dynamocached.load.BlockingLoader;
import io.github.dynamocached.redis.Connections;
import io.github.dynamocached.store.Slot;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
        await().until(() -> stale.registry()
                        .get("dynamocached.refreshes")
                        .tags("trigger", "stale", "outcome", "refreshed")
                        .counter()
                        .count()
                > 0);
        assertThat(stale.count("dynamocached.reads", "result", "stale_hit")).isPositive();
        stale.node().close();
    }

    static final class Refreshable implements BlockingLoader {

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
        assertThat(metered.registry().find("dynamocached.reads").meters())
                .hasSize(6)
                .allMatch(counter -> counter.measure().iterator().next().getValue() == 0);
        assertThat(metered.circuit("reads")).isEqualTo("closed");
        assertThat(metered.circuit("evictions")).isEqualTo("closed");
    }

    private double standard(String name) {
        return metered.registry()
                .get(name)
                .tags("cache", "users", "name", "users", "cache.manager", "dynamocached")
                .counter()
                .count();
    }

    @Test
    void metersOfOtherCachesCountTheSame() {
        Slot absent = slot("absent");
        metered.node().read(slot, () -> "value");
        metered.node().read(slot, () -> "value");
        metered.node().read(absent, () -> null);
        metered.node().read(absent, () -> null);
        metered.node().read(slot("large"), () -> "x".repeat(101));
        metered.node().evict(slot);
        assertThat(metered.count("cache.gets", "result", "hit")).isEqualTo(2);
        assertThat(metered.count("cache.gets", "result", "miss")).isEqualTo(3);
        assertThat(standard("cache.puts")).isEqualTo(2);
        assertThat(standard("cache.evictions")).isEqualTo(1);
    }

    @Test
    void ageOfAHitIsThatOfItsEntry() {
        metered.node().read(slot, () -> "value");
        long filled = System.nanoTime();
        List<Long> ages = new ArrayList<>();
        await().until(() -> {
            ages.add(metered.node().read(slot, () -> "value").ageMillis());
            return System.nanoTime() - filled > Duration.ofMillis(50).toNanos();
        });
        Timer timer = metered.registry()
                .get("dynamocached.hits.age")
                .tags("cache", "users", "result", "hit")
                .timer();
        assertThat(timer.count()).isEqualTo(ages.size());
        assertThat(timer.totalTime(TimeUnit.MILLISECONDS))
                .isCloseTo(ages.stream().mapToDouble(Long::doubleValue).sum(), within(0.001));
        assertThat(timer.max(TimeUnit.MILLISECONDS)).isGreaterThan(40);
    }

    private long commands(String command) {
        Timer timer = metered.registry()
                .find("dynamocached.redis.commands")
                .tag("command", command)
                .timer();
        return timer == null ? 0 : timer.count();
    }

    @Test
    void commandsThatRedisAnswersAreTimed() {
        metered.node().read(slot, () -> "value");
        metered.node().read(slot, () -> "value");
        metered.node().evict(slot);
        await().until(() -> commands("unlock") > 0);
        assertThat(commands("HMGET")).isGreaterThan(1);
        assertThat(List.of(commands("tryLock"), commands("acquire"), commands("fill"), commands("evict")))
                .doesNotContain(0L);
        assertThat(metered.registry()
                        .get("dynamocached.redis.commands")
                        .tag("command", "HMGET")
                        .timer()
                        .totalTime(TimeUnit.MICROSECONDS))
                .isGreaterThan(1);
    }

    private Timer waits(String node) {
        return metered.registry()
                .get("dynamocached.waits")
                .tags("cache", "users", "node", node)
                .timer();
    }

    @Test
    void waitForAnotherCallIsTimedByItsNode() {
        MeteredNode other = new MeteredNode(Connections.shared(), SETTINGS);
        CountDownLatch loading = new CountDownLatch(1);
        CompletableFuture<String> load = new CompletableFuture<>();
        CompletableFuture<?> loader =
                CompletableFuture.runAsync(() -> other.node().read(slot, () -> {
                    loading.countDown();
                    return load.join();
                }));
        await().until(() -> loading.getCount() == 0);
        CompletableFuture<?> leader =
                CompletableFuture.runAsync(() -> metered.node().read(slot, () -> "no load"));
        CompletableFuture<?> follower =
                CompletableFuture.runAsync(() -> metered.node().read(slot, () -> "no load"));
        await().until(() -> commands("HMGET") > 2);
        load.complete("value");
        CompletableFuture.allOf(loader, leader, follower).join();
        assertThat(waits("other").count()).isPositive();
        assertThat(waits("other").totalTime(TimeUnit.MILLISECONDS)).isGreaterThan(1);
        assertThat(waits("other").count() + waits("this").count()).isEqualTo(2);
        other.node().close();
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
