package io.github.dynamocached.cache;

import static io.github.dynamocached.cache.Stages.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.store.AcquireRequest;
import io.github.dynamocached.store.Acquisition;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.Fill;
import io.github.dynamocached.store.FillResult;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is stored and what is not. Numbers in parentheses are those of the protocol's rules. */
public abstract class AbstractFillContractTests extends AbstractEntryStoreContractTests {

    private static final AcquireRequest MISS = miss("n1", MINUTE);

    @Test
    void fillWithTokenIsStoredAndDropsLease() {
        String token = lease(entity, USER, "n1").token();

        assertThat(fill(entity, USER, freshFor(LONG, token), "Ada", null)).isEqualTo(FillResult.STORED);

        assertThat(fixture().fields(key)).containsOnlyKeys("@x", "name").containsEntry("name", "Ada");
        assertLeft(LONG, fixture().timeToLive(key));
    }

    @Test
    void stampIsReadableText() {
        String token = lease(entity, USER, "n1").token();
        Fill fill = new Fill(token, true, LONG, MINUTE, Duration.ofSeconds(3), Duration.ofMillis(20), MANY).costing(7);
        assertThat(fill(entity, USER, fill)).isEqualTo(FillResult.STORED);

        String[] words = read(entity, USER).stamp().split(" ", -1);

        long filled = Long.parseLong(words[1]);
        assertThat(filled).isBetween(fixture().now() - passed(), fixture().now());
        assertThat(words)
                .containsExactly("3", String.valueOf(filled), "600000", "60000", "3000", USER.id(), "7", "20-");
        assertThat(read(entity, USER).halfUnits()).isEqualTo(7);
        assertThat(fixture().fields(key)).containsOnlyKeys("@x");
    }

    @Test
    void fillIsRejectedWithoutLease() {
        assertThat(fill(entity, USER, freshFor(LONG, "n1:1"), "Ada", null)).isEqualTo(FillResult.REJECTED);
        assertThat(fixture().timeToLive(key)).isEqualTo(-2);
    }

    @Test
    void fillIsRejectedWhenKeyWasEvictedSinceMiss() {
        String token = lease(entity, USER, "n1").token();
        evict(LONG);

        assertRejected(token);
        assertThat(fixture().fields(key)).containsOnlyKeys("@h");
    }

    @Test
    void fillIsRejectedWhenKeyWasEvictedWithoutHoldOff() {
        String token = lease(entity, USER, "n1").token();
        evict(Duration.ZERO);

        assertRejected(token);
        assertThat(fixture().timeToLive(key)).isEqualTo(-2);
    }

    @Test
    void fillIsRejectedWhenKeyWasDeletedSinceMiss() {
        String token = lease(entity, USER, "n1").token();
        fixture().delete(key);

        assertRejected(token);
    }

    @Test
    void fillIsRejectedWhenPresentValueWasEvictedDuringRefresh() {
        put(entity, USER, LONG, "old", null);
        String token = leased(acquire(entity, USER, refresh(read(entity, USER).stamp(), "n1")))
                .token();
        evict(LONG);

        assertRejected(token);
    }

    @Test
    void fillIsRejectedWhenOtherLeaseCameAfterEviction() {
        String old = lease(entity, USER, "n1").token();
        evict(LONG);
        String young = lease(entity, USER, "n2").token();

        assertThat(fill(entity, USER, freshFor(LONG, old), "old", null)).isEqualTo(FillResult.REJECTED);
        assertThat(fill(entity, USER, freshFor(LONG, young), "new", null)).isEqualTo(FillResult.STORED);
        assertThat(fill(entity, USER, freshFor(LONG, old), "old", null)).isEqualTo(FillResult.REJECTED);
        assertThat(texts(read(entity, USER))).containsExactly("new", null);
    }

    @Test
    void fillIsRejectedWhenLeaseOnlyKeyHasExpired() {
        String token = leased(acquire(entity, USER, miss("n1", INSTANT))).token();
        fixture().passTime(Duration.ofMillis(5));

        assertRejected(token);
        assertThat(fixture().timeToLive(key)).isEqualTo(-2);
    }

    @Test
    void fillIsStoredPastDeadlineWhenNobodyTookLease() {
        put(variant("List<User>"), LIST, LONG, "[1]");
        String token = leased(acquire(entity, USER, miss("n1", INSTANT))).token();
        fixture().passTime(Duration.ofMillis(5));

        assertThat(fill(entity, USER, freshFor(LONG, token), "Ada", null)).isEqualTo(FillResult.STORED);
    }

    @Test
    void fillIsRejectedWhenTokenIsOlderThanPrimary() { // (5)
        put(variant("List<User>"), LIST, LONG, "[1]");
        String token = lease(entity, USER, "n1").token();
        fixture().passTime(Duration.ofMillis(5));
        EntryStore restarted = fixture().storeOfPrimaryStartedAt(fixture().now());

        assertThat(await(restarted.fill(entity, USER, freshFor(LONG, token), values("Ada", null))))
                .isEqualTo(FillResult.REJECTED);
    }

    @Test
    void fillOfOtherSlotIsRejected() {
        String token = lease(entity, USER, "n1").token();

        assertThat(fill(variant("List<User>"), LIST, freshFor(LONG, token), "[1]"))
                .isEqualTo(FillResult.REJECTED);
        assertThat(read(entity, USER).isLeased()).isTrue();
    }

    @Test
    void duplicateOfFillIsRejectedAndChangesNothing() {
        String token = lease(entity, USER, "n1").token();
        assertThat(fill(entity, USER, freshFor(LONG, token), "Ada", null)).isEqualTo(FillResult.STORED);
        String stamp = read(entity, USER).stamp();

        assertRejected(token);

        assertThat(read(entity, USER).stamp()).isEqualTo(stamp);
        assertThat(texts(read(entity, USER))).containsExactly("Ada", null);
    }

    @Test
    void lateDuplicateOfAcquireAfterEvictionDoesNotPlantOldToken() {
        String token = leased(acquire(entity, USER, MISS)).token();
        evict(LONG);

        String ofDuplicate = leased(acquire(entity, USER, MISS)).token();

        assertThat(ofDuplicate).isNotEqualTo(token);
        assertRejected(token);
    }

    @Test
    void lateDuplicateOfAcquireAfterFillLeavesNoLease() {
        String token = leased(acquire(entity, USER, MISS)).token();
        assertThat(fill(entity, USER, freshFor(LONG, token), "Ada", null)).isEqualTo(FillResult.STORED);

        assertThat(texts(hit(acquire(entity, USER, MISS)))).containsExactly("Ada", null);
        assertThat(fixture().fields(key)).containsOnlyKeys("@x", "name");
    }

    @Test
    void unreadableLeaseRejectsFill() {
        String token = lease(entity, USER, "n1").token();
        for (String garbage : List.of("", token, token + " ", token + " x", "x" + token + " 1")) {
            fixture().putField(key, "@l", garbage);
            assertRejected(token);
        }
    }

    @Test
    void keyOfOtherRedisTypeRejectsFillAndGoes() {
        fixture().putOther(key);

        assertRejected("n1:1");
        assertThat(fixture().timeToLive(key)).isEqualTo(-2);
    }

    @Test
    void attributesRemovedDoNotSurviveRewrite() {
        EntryFormat wide = EntryFormat.fields("User", "s0", List.of("name", "@@odd", "@r", "nick"));
        put(variant("List<User>"), LIST, LONG, "[1]");
        put(entity, wide, LONG, "Ada", "odd", "rest", "A.");
        put(entity, USER, LONG, null, "ada@example.org");

        assertThat(fixture().fields(key)).containsOnlyKeys("@x", "email", "@x:List<User>", "@v:List<User>");
    }

    @Test
    void absenceReplacesValue() {
        put(entity, USER, lasting(INSTANT, LONG, LONG, ""), "Ada", null);
        put(variant("List<User>"), LIST, lasting(INSTANT, LONG, LONG, ""), "[1]");
        fixture().passTime(Duration.ofMillis(5));
        put(entity, USER, absence(LONG, ""));
        put(variant("List<User>"), LIST, absence(LONG, ""));

        assertThat(fixture().fields(key)).containsOnlyKeys("@x", "@x:List<User>");
        assertThat(read(entity, USER).isNegative()).isTrue();
        assertThat(read(variant("List<User>"), LIST).isNegative()).isTrue();
    }

    @Test
    void fillKeepsOtherVariantsTheirLeasesAndHoldOff() {
        evict(LONG);
        put(variant("a"), LIST, MINUTE, "[1]");
        Acquisition.Leased ofOther = lease(variant("b"), LIST, "n2");
        put(entity, USER, MINUTE, "Ada", null);

        assertThat(fixture().fields(key)).containsOnlyKeys("@h", "@x:a", "@v:a", "@l:b", "@x", "name");
        assertThat(fill(variant("b"), LIST, freshFor(MINUTE, ofOther.token()), "[2]"))
                .isEqualTo(FillResult.STORED);
    }

    @Test
    void fillDoesNotShortenTimeToLive() {
        put(variant("a"), LIST, LONG, "[1]");
        put(entity, USER, INSTANT, "Ada", null);

        assertThat(fixture().timeToLive(key)).isGreaterThan(MINUTE.toMillis());
    }

    @Test
    void fillPrunesDeadVariantsAndLeases() {
        put(variant("live"), LIST, LONG, "[1]");
        put(variant("dead"), LIST, INSTANT, "[2]");
        put(entity, USER, INSTANT, "Ada", "ada@example.org");
        Acquisition.Leased ofDead = leased(acquire(variant("lease"), LIST, miss("n1", INSTANT)));
        fixture().passTime(Duration.ofMillis(5));
        fixture().putField(key, "@x:garbage", "garbage");
        fixture().putField(key, "@v:garbage", "[3]");
        fixture().putField(key, "@l:garbage", "garbage");

        put(variant("new"), LIST, LONG, "[4]");

        assertThat(fixture().fields(key)).containsOnlyKeys("@x:live", "@v:live", "@x:new", "@v:new");
        assertThat(ofDead.holdOff()).isFalse();
    }

    @Test
    void fillPrunesVariantsFilledBeforePrimaryStarted() {
        put(variant("old"), LIST, LONG, "[1]");
        fixture().passTime(Duration.ofMillis(5));
        EntryStore restarted = fixture().storeOfPrimaryStartedAt(fixture().now());
        Acquisition.Leased leased = leased(await(restarted.acquire(entity, USER, MISS)));

        assertThat(await(restarted.fill(entity, USER, freshFor(LONG, leased.token()), values("Ada", null))))
                .isEqualTo(FillResult.STORED);
        assertThat(fixture().fields(key)).containsOnlyKeys("@x", "name");
    }

    @Test
    void variantBeyondGreatestNumberIsNotStored() {
        put(entity, USER, LONG, "Ada", null);
        put(variant("a"), LIST, lasting(INSTANT, LONG, LONG, ""), "[1]");
        fixture().passTime(Duration.ofMillis(5));

        assertThat(fillOneOfTwo("b", "[2]")).isEqualTo(FillResult.TOO_MANY_VARIANTS);

        assertThat(fixture().fields(key)).containsOnlyKeys("@x", "name", "@x:a", "@v:a");
        assertThat(fillOneOfTwo("a", "[3]")).isEqualTo(FillResult.STORED);
        assertThat(texts(read(variant("a"), LIST))).containsExactly("[3]");
    }

    @Test
    void deadVariantLeavesRoomForAnother() {
        put(entity, USER, LONG, "Ada", null);
        put(variant("a"), LIST, INSTANT, "[1]");
        fixture().passTime(Duration.ofMillis(5));

        assertThat(fillOneOfTwo("b", "[2]")).isEqualTo(FillResult.STORED);
    }

    private FillResult fillOneOfTwo(String variant, String value) {
        String token = lease(variant(variant), LIST, "n" + value).token();
        Fill fill = new Fill(token, false, LONG, Duration.ZERO, Duration.ZERO, Duration.ZERO, 2);
        return fill(variant(variant), LIST, fill, value);
    }

    private void assertRejected(String token) {
        assertThat(fill(entity, USER, freshFor(LONG, token), "stale", null)).isEqualTo(FillResult.REJECTED);
    }
}
