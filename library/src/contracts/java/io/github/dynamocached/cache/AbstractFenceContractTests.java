package io.github.dynamocached.cache;

import static io.github.dynamocached.cache.Stages.await;
import static io.github.dynamocached.cache.Stages.awaitDone;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.Freshness;
import io.github.dynamocached.store.AcquireRequest;
import io.github.dynamocached.store.Acquisition;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.Fence;
import io.github.dynamocached.store.Fill;
import io.github.dynamocached.store.FillResult;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a writer's announcement keeps out, and what ends it. Numbers in parentheses are those of the protocol's rules. */
public abstract class AbstractFenceContractTests extends AbstractEntryStoreContractTests {

    private static final Fence ONE = new Fence("w-1", MINUTE);
    private static final Fence TWO = new Fence("w-2", LONG);

    @Test
    void beginDropsValuesAndLeases() {
        put(entity, USER, LONG, "Ada", null);
        Acquisition.Leased leased = lease(variant("b"), LIST, "n1");

        begin(ONE);

        assertThat(fixture().fields(key)).containsOnlyKeys("@w");
        assertThat(read(entity, USER).freshness()).isEqualTo(Freshness.NONE);
        assertThat(fill(variant("b"), LIST, freshFor(LONG, leased.token()), "[2]"))
                .isEqualTo(FillResult.REJECTED);
    }

    /** (9) */
    @Test
    void fenceOnAbsentKeyHasTimeToLive() {
        begin(ONE);
        assertLeft(MINUTE, fixture().timeToLive(key));
    }

    @Test
    void beginKeepsHoldOff() {
        evict(LONG);
        begin(ONE);
        assertThat(fixture().fields(key)).containsOnlyKeys("@w", "@h");
        assertLeft(LONG, fixture().timeToLive(key));
        assertThat(bypassed("n1").holdOff()).isTrue();
    }

    /** (8) */
    @Test
    void putSoonAfterStartGetsNoTokenWhereFencesCount() {
        EntryStore started = fixture().storeOfPrimaryStartedAt(fixture().now());
        assertThat(await(started.beginPut(entity, new Fence("w-1", MINUTE, MINUTE))))
                .isEmpty();
        awaitDone(started.evict(key, Duration.ZERO, "w-1"));
        assertThat(await(started.beginPut(entity, ONE))).isNotEmpty();
    }

    @Test
    void missDuringFenceIsBypassed() {
        begin(ONE);
        assertLeft(MINUTE, bypassed("n1").leftMillis());
        assertThat(bypassed("n1").holdOff()).isFalse();
        assertThat(fixture().fields(key)).containsOnlyKeys("@w");
    }

    @Test
    void longestOfFencesIsTold() {
        begin(TWO);
        begin(ONE);
        assertLeft(LONG, bypassed("n1").leftMillis());
    }

    @Test
    void refreshDuringFenceIsBypassed() {
        put(entity, USER, LONG, "Ada", null);
        String seen = read(entity, USER).stamp();
        fixture().putField(key, "@w", "w-1:" + (fixture().now() + LONG.toMillis()));
        assertThat(acquire(entity, USER, refresh(seen, "n1"))).isInstanceOf(Acquisition.Bypass.class);
    }

    @Test
    void evictOfItsWriterEndsFence() {
        begin(ONE);
        evict(MINUTE, ONE.writer());
        assertThat(fixture().fields(key)).containsOnlyKeys("@h");
        assertThat(lease(entity, USER, "n1").holdOff()).isTrue();
    }

    @Test
    void evictOfItsWriterWithoutHoldOffLeavesNoKey() {
        begin(ONE);
        evict(Duration.ZERO, ONE.writer());
        assertThat(fixture().timeToLive(key)).isEqualTo(-2);
    }

    /** (9), (10) */
    @Test
    void plainEvictLeavesFenceAndItsTimeToLive() {
        begin(TWO);
        evict(MINUTE);
        assertLeft(LONG, fixture().timeToLive(key));
        evict(Duration.ZERO);
        assertThat(fixture().fields(key)).containsOnlyKeys("@w");
        assertLeft(LONG, bypassed("n1").leftMillis());
    }

    @Test
    void evictOfOneWriterLeavesFencesOfOthers() {
        begin(ONE);
        begin(TWO);
        evict(Duration.ZERO, TWO.writer());
        assertLeft(MINUTE, bypassed("n1").leftMillis());
        evict(Duration.ZERO, ONE.writer());
        assertThat(lease(entity, USER, "n1").token()).isNotEmpty();
    }

    @Test
    void repeatedEvictOfWriterEndsNoOtherFence() {
        begin(ONE);
        evict(Duration.ZERO, ONE.writer());
        begin(TWO);
        evict(Duration.ZERO, ONE.writer());
        assertLeft(LONG, bypassed("n1").leftMillis());
    }

    @Test
    void repeatedBeginIsOneFence() {
        begin(ONE);
        begin(ONE);
        evict(Duration.ZERO, ONE.writer());
        assertThat(lease(entity, USER, "n1").token()).isNotEmpty();
    }

    @Test
    void fenceRunsOutAndIsPruned() {
        begin(TWO);
        fixture().putField(key, "@w", "w-3:" + (fixture().now() - 1));
        assertThat(lease(entity, USER, "n1").token()).isNotEmpty();
        assertThat(fixture().fields(key)).containsOnlyKeys("@l");
    }

    @Test
    void unreadableFencesAreNone() {
        begin(ONE);
        fixture().putField(key, "@w", "garbage w-1 :77 w-2:");
        assertThat(lease(entity, USER, "n1").token()).isNotEmpty();
    }

    /** (8) */
    @Test
    void primaryThatStartedWithinLengthOfFenceCountsAsFenced() {
        EntryStore restarted = fixture().storeOfPrimaryStartedAt(fixture().now());
        AcquireRequest fenced = new AcquireRequest("", "n1", MINUTE, Duration.ZERO, MINUTE);
        assertThat(await(restarted.acquire(entity, USER, fenced))).isInstanceOf(Acquisition.Bypass.class);
        assertThat(leased(await(restarted.acquire(entity, USER, miss("n1", MINUTE))))
                        .token())
                .isNotEmpty();
        EntryStore old = fixture().storeOfPrimaryStartedAt(fixture().now() - LONG.toMillis());
        assertThat(leased(await(old.acquire(entity, USER, fenced))).token()).isNotEmpty();
    }

    /** (4) */
    @Test
    void valueOfWriterIsStoredAndEndsItsFenceAndBeginsHoldOff() {
        String token = beginPut(entity, ONE);
        assertThat(fill(entity, USER, freshFor(LONG, token).endingWrite(ONE.writer(), MINUTE), "Ada", null))
                .isEqualTo(FillResult.STORED);
        assertThat(texts(read(entity, USER))).containsExactly("Ada", null);
        assertThat(fixture().fields(key)).containsOnlyKeys("@x", "@h", "name");
        assertThat(lease(variant("b"), LIST, "n1").holdOff()).isTrue();
    }

    @Test
    void holdOffOfValueThatWasWrittenOutlivesIt() {
        String token = beginPut(entity, new Fence("w-1", Duration.ofSeconds(30)));
        assertThat(fill(entity, USER, freshFor(INSTANT, token).endingWrite("w-1", LONG), "Ada", null))
                .isEqualTo(FillResult.STORED);
        assertLeft(LONG, fixture().timeToLive(key));
    }

    /** (3) */
    @Test
    void writerBesideAnotherHasNoToken() {
        begin(ONE);
        assertThat(beginPut(entity, TWO)).isEmpty();
        assertThat(fixture().fields(key)).containsOnlyKeys("@w");
    }

    /** (3) */
    @Test
    void valueOfWriterIsRejectedWhenAnotherBeganSince() {
        String token = beginPut(entity, ONE);
        begin(TWO);
        assertThat(putFill(token)).isEqualTo(FillResult.REJECTED);
        assertThat(bypassed("n1").leftMillis()).isGreaterThan(MINUTE.toMillis());
    }

    /** (3) */
    @Test
    void valueOfWriterIsRejectedWhenKeyWasEvictedSince() {
        String token = beginPut(entity, ONE);
        evict(Duration.ZERO);
        assertThat(putFill(token)).isEqualTo(FillResult.REJECTED);
        assertLeft(MINUTE, bypassed("n1").leftMillis());
    }

    /** (5) */
    @Test
    void valueOfWriterIsRejectedByPrimaryThatStartedSince() {
        String token = beginPut(entity, ONE);
        fixture().passTime(Duration.ofMillis(5));
        EntryStore restarted = fixture().storeOfPrimaryStartedAt(fixture().now());
        assertThat(await(restarted.fill(
                        entity, USER, freshFor(LONG, token).endingWrite(ONE.writer(), MINUTE), values("Ada", null))))
                .isEqualTo(FillResult.REJECTED);
    }

    @Test
    void valueOfOneVariantTooManyLeavesFence() {
        put(variant("a"), LIST, LONG, "[1]");
        String token = beginPut(variant("b"), ONE);
        fixture().putField(key, "@x:a", stampOf(variant("a")));
        Fill fill = new Fill(token, false, LONG, Duration.ZERO, Duration.ZERO, Duration.ZERO, 1)
                .endingWrite(ONE.writer(), MINUTE);
        assertThat(fill(variant("b"), LIST, fill, "[2]")).isEqualTo(FillResult.TOO_MANY_VARIANTS);
        assertLeft(MINUTE, bypassed("n1").leftMillis());
    }

    @Test
    void keyOfOtherRedisTypeIsReplacedByFence() {
        fixture().putOther(key);
        begin(ONE);
        assertThat(fixture().fields(key)).containsOnlyKeys("@w");
    }

    private String stampOf(Slot slot) {
        CacheKey other = CacheKey.of("users", java.util.List.of(key.text(), "other"));
        Slot elsewhere = new Slot(other, slot.variant());
        put(elsewhere, LIST, LONG, "[1]");
        return await(store().read(elsewhere, LIST, false)).stamp();
    }

    private void begin(Fence fence) {
        awaitDone(store().begin(key, fence));
    }

    private String beginPut(Slot slot, Fence fence) {
        return await(store().beginPut(slot, fence));
    }

    private FillResult putFill(String token) {
        return fill(entity, USER, freshFor(LONG, token).endingWrite(ONE.writer(), MINUTE), "Ada", null);
    }

    private void evict(Duration holdOff, String writer) {
        awaitDone(store().evict(key, holdOff, writer));
    }

    private Acquisition.Bypass bypassed(String nonce) {
        Acquisition answer = acquire(entity, USER, miss(nonce, MINUTE));
        assertThat(answer).isInstanceOf(Acquisition.Bypass.class);
        return (Acquisition.Bypass) answer;
    }
}
