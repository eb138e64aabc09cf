package io.github.dynamocached.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.Freshness;
import io.github.dynamocached.store.Acquisition;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.FillResult;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What an eviction leaves behind. */
public abstract class AbstractEvictContractTests extends AbstractEntryStoreContractTests {

    @Test
    void evictDropsAllVariantsAndLeases() {
        put(entity, USER, LONG, "Ada", null);
        put(variant("a"), LIST, LONG, "[1]");
        Acquisition.Leased leased = lease(variant("b"), LIST, "n1");

        evict(MINUTE);

        assertThat(fixture().fields(key)).containsOnlyKeys("@h");
        assertThat(read(entity, USER).freshness()).isEqualTo(Freshness.NONE);
        assertThat(read(variant("a"), LIST).freshness()).isEqualTo(Freshness.NONE);
        assertThat(fill(variant("b"), LIST, freshFor(LONG, leased.token()), "[2]"))
                .isEqualTo(FillResult.REJECTED);
    }

    @Test
    void evictShortensTimeToLiveToHoldOff() {
        put(entity, USER, LONG, "Ada", null);

        evict(MINUTE);

        assertLeft(MINUTE, fixture().timeToLive(key));
    }

    @Test
    void evictOfAbsentKeyBeginsHoldOff() {
        evict(MINUTE);

        assertLeft(MINUTE, fixture().timeToLive(key));
        assertThat(lease(entity, USER, "n1").holdOff()).isTrue();
    }

    @Test
    void evictWithoutHoldOffLeavesNoKey() {
        put(entity, USER, LONG, "Ada", null);
        evict(Duration.ZERO);
        assertThat(fixture().timeToLive(key)).isEqualTo(-2);
        assertThat(lease(entity, USER, "n1").holdOff()).isFalse();

        evict(Duration.ZERO);
        assertThat(fixture().timeToLive(key)).isEqualTo(-2);
        evict(Duration.ZERO);
        assertThat(fixture().timeToLive(key)).isEqualTo(-2);
    }

    @Test
    void evictTwiceIsLikeOnce() {
        put(entity, USER, LONG, "Ada", null);
        evict(MINUTE);
        evict(MINUTE);

        assertThat(fixture().fields(key)).containsOnlyKeys("@h");
        assertLeft(MINUTE, fixture().timeToLive(key));
    }

    @Test
    void lateDuplicateOfEvictDropsWhatCameAfterFirst() {
        evict(MINUTE);
        put(entity, USER, LONG, "Ada", null);
        Acquisition.Leased leased = lease(variant("a"), LIST, "n1");

        evict(MINUTE);

        assertThat(fixture().fields(key)).containsOnlyKeys("@h");
        assertThat(fill(variant("a"), LIST, freshFor(LONG, leased.token()), "[1]"))
                .isEqualTo(FillResult.REJECTED);
    }

    @Test
    void holdOffIsToldToLoadersAndWaiters() {
        evict(MINUTE);

        assertThat(lease(entity, USER, "n1").holdOff()).isTrue();
        Acquisition waiting = acquire(entity, USER, miss("n2", MINUTE));
        assertThat(waiting).isInstanceOf(Acquisition.Wait.class);
        assertThat(((Acquisition.Wait) waiting).holdOff()).isTrue();
        assertThat(leased(acquire(entity, USER, miss("n1", MINUTE))).holdOff()).isTrue();
    }

    @Test
    void holdOffIsToldToRefreshAfterNewFill() {
        evict(LONG);
        put(entity, USER, MINUTE, "Ada", null);

        assertThat(leased(acquire(entity, USER, refresh(read(entity, USER).stamp(), "n1")))
                        .holdOff())
                .isTrue();
    }

    @Test
    void holdOffEnds() {
        evict(INSTANT);
        Acquisition.Leased early = lease(entity, USER, "n1");
        fixture().passTime(Duration.ofMillis(5));

        assertThat(leased(acquire(entity, USER, miss("n1", MINUTE))).holdOff()).isFalse();
        assertThat(early.token()).isNotEmpty();
    }

    @Test
    void unreadableHoldOffIsNone() {
        evict(MINUTE);
        fixture().putField(key, "@h", "garbage");

        assertThat(lease(entity, USER, "n1").holdOff()).isFalse();
    }

    @Test
    void evictReplacesKeyOfOtherRedisType() {
        fixture().putOther(key);
        evict(MINUTE);
        assertThat(fixture().fields(key)).containsOnlyKeys("@h");

        evict(Duration.ZERO);
        fixture().putOther(key);
        evict(Duration.ZERO);
        assertThat(fixture().timeToLive(key)).isEqualTo(-2);
    }

    @Test
    void evictLeavesOtherKeys() {
        put(entity, USER, LONG, "Ada", null);
        CacheKey other = CacheKey.of("users", java.util.List.of(key.text(), "x"));

        Stages.awaitDone(store().evict(other, MINUTE, EntryStore.NO_WRITER));

        assertThat(read(entity, USER).freshness()).isEqualTo(Freshness.FRESH);
    }

    @Test
    void noOperationLeavesKeyWithoutTimeToLive() {
        String token = lease(entity, USER, "n1").token();
        assertTimeToLive();
        assertThat(fill(entity, USER, freshFor(LONG, token), "Ada", null)).isEqualTo(FillResult.STORED);
        assertTimeToLive();
        Acquisition.Leased unused = lease(variant("a"), LIST, "n2");
        assertTimeToLive();
        release(variant("a"), "n2");
        assertTimeToLive();
        evict(MINUTE);
        assertTimeToLive();
        Acquisition.Leased again = lease(entity, USER, "n3");
        release(entity, "n3");
        assertTimeToLive();
        assertThat(fill(entity, USER, freshFor(LONG, again.token()), "Ada", null))
                .isEqualTo(FillResult.REJECTED);
        assertTimeToLive();
    }

    private void assertTimeToLive() {
        assertThat(fixture().timeToLive(key)).isPositive();
    }
}
