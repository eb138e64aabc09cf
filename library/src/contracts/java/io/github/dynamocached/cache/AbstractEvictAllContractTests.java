package io.github.dynamocached.cache;

import static io.github.dynamocached.cache.Stages.awaitDone;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.Freshness;
import io.github.dynamocached.store.Acquisition;
import io.github.dynamocached.store.Fence;
import io.github.dynamocached.store.FillResult;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What evicting a whole cache finds, and what it leaves alone. */
public abstract class AbstractEvictAllContractTests extends AbstractEntryStoreContractTests {

    private final String cacheName = "user" + UUID.randomUUID();
    private final List<CacheKey> keys = IntStream.range(0, 1_200)
            .mapToObj(id -> CacheKey.of(cacheName, List.of(id)))
            .toList();

    private static Slot entityOf(CacheKey key) {
        return new Slot(key, Slot.ENTITY);
    }

    private void put(CacheKey key) {
        put(entityOf(key), USER, LONG, "Ada", null);
    }

    private void evictAll(Duration holdOff) {
        awaitDone(store().evictAll(cacheName, holdOff));
    }

    @Test
    void everyKeyOfCacheIsEvictedAndBeginsItsHoldOff() {
        keys.forEach(this::put);

        evictAll(MINUTE);

        assertThat(keys).allSatisfy(evicted -> {
            assertThat(fixture().fields(evicted)).containsOnlyKeys("@h");
            assertLeft(MINUTE, fixture().timeToLive(evicted));
        });
    }

    @Test
    void keysOfCachesWithLikeNamesStay() {
        List<CacheKey> others = List.of(
                CacheKey.of(cacheName + "Detail", List.of(1)),
                CacheKey.of(cacheName + ".x", List.of(1)),
                CacheKey.of("x" + cacheName, List.of(1)),
                CacheKey.of("users", List.of(cacheName, 1)));
        others.forEach(this::put);
        put(keys.get(0));

        evictAll(Duration.ZERO);

        assertThat(fixture().timeToLive(keys.get(0))).isEqualTo(-2);
        assertThat(others)
                .allSatisfy(other ->
                        assertThat(read(entityOf(other), USER).freshness()).isEqualTo(Freshness.FRESH));
    }

    @Test
    void loadThatIsUnderWayIsNotStored() {
        Slot slot = entityOf(keys.get(0));
        String token = lease(slot, USER, "n1").token();

        evictAll(MINUTE);

        assertThat(fill(slot, USER, freshFor(LONG, token), "Ada", null)).isEqualTo(FillResult.REJECTED);
        assertThat(lease(slot, USER, "n2").holdOff()).isTrue();
    }

    @Test
    void keyThatIsNotThereGetsNoHoldOff() {
        evictAll(MINUTE);

        assertThat(lease(entityOf(keys.get(0)), USER, "n1").holdOff()).isFalse();
    }

    @Test
    void fenceStays() {
        awaitDone(store().begin(keys.get(0), new Fence("w1", MINUTE)));

        evictAll(Duration.ZERO);

        assertThat(fixture().fields(keys.get(0))).containsOnlyKeys("@w");
        assertThat(acquire(entityOf(keys.get(0)), USER, miss("n1", MINUTE))).isInstanceOf(Acquisition.Bypass.class);
    }

    @Test
    void keyOfOtherRedisTypeIsDeleted() {
        fixture().putOther(keys.get(0));

        evictAll(Duration.ZERO);

        assertThat(fixture().timeToLive(keys.get(0))).isEqualTo(-2);
    }

    @Test
    void emptyCacheIsEvictedToo() {
        evictAll(MINUTE);

        assertThat(fixture().timeToLive(keys.get(0))).isEqualTo(-2);
    }
}
