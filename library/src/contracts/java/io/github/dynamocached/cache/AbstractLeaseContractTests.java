package io.github.dynamocached.cache;

import static io.github.dynamocached.cache.Stages.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.Freshness;
import io.github.dynamocached.store.AcquireRequest;
import io.github.dynamocached.store.Acquisition;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.FillResult;
import io.github.dynamocached.store.StoredEntry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may load: acquire and release. Numbers in parentheses are those of the protocol's rules. */
public abstract class AbstractLeaseContractTests extends AbstractEntryStoreContractTests {

    private static final AcquireRequest MISS = miss("n1", MINUTE);

    @Test
    void missIsLeased() {
        Acquisition.Leased leased = leased(acquire(entity, USER, MISS));

        assertThat(leased.token()).isNotEmpty();
        assertThat(leased.holdOff()).isFalse();
        assertThat(read(entity, USER).isLeased()).isTrue();
    }

    @Test
    void leaseAloneHasTimeToLiveOfItsDeadline() {
        Acquisition.Leased unused = leased(acquire(entity, USER, MISS));

        assertLeft(MINUTE, fixture().timeToLive(key));
    }

    @Test
    void leaseLengthensTimeToLiveOfValue() {
        put(variant("List<User>"), LIST, freshFor(Duration.ofSeconds(90), ""), "[1]");
        Acquisition.Leased unused = leased(acquire(entity, USER, miss("n1", LONG)));

        assertLeft(LONG, fixture().timeToLive(key));
    }

    @Test
    void leaseDoesNotShortenTimeToLive() {
        put(variant("List<User>"), LIST, LONG, "[1]");
        Acquisition.Leased unused = leased(acquire(entity, USER, miss("n1", INSTANT)));

        assertThat(fixture().timeToLive(key)).isGreaterThan(MINUTE.toMillis());
    }

    @Test
    void missIsAnsweredWithFreshValue() {
        put(entity, USER, LONG, "Ada", null);

        StoredEntry found = hit(acquire(entity, USER, MISS));

        assertThat(found.freshness()).isEqualTo(Freshness.FRESH);
        assertThat(found.isNegative()).isFalse();
        assertThat(found.stamp()).isEqualTo(read(entity, USER).stamp());
        assertThat(texts(found)).containsExactly("Ada", null);
        assertThat(read(entity, USER).isLeased()).isFalse();
    }

    @Test
    void missIsAnsweredWithFreshBlob() {
        put(variant("List<User>"), LIST, LONG, "[1]");

        assertThat(texts(hit(acquire(variant("List<User>"), LIST, MISS)))).containsExactly("[1]");
    }

    @Test
    void missIsAnsweredWithFreshAbsence() {
        put(entity, USER, absence(LONG, ""));

        StoredEntry found = hit(acquire(entity, USER, MISS));

        assertThat(found.isNegative()).isTrue();
        assertThat(found.fields()).isEmpty();
    }

    @Test
    void missOnStaleValueIsLeased() {
        put(entity, USER, lasting(INSTANT, LONG, LONG, ""), "Ada", null);
        fixture().passTime(Duration.ofMillis(5));

        assertThat(leased(acquire(entity, USER, MISS)).token()).isNotEmpty();
    }

    @Test
    void missOnOtherTypeOrSchemaIsLeased() {
        put(entity, USER, LONG, "Ada", null);

        Acquisition.Leased ofType = leased(acquire(entity, EntryFormat.fields("Customer", "s1", USER.fields()), MISS));
        Acquisition.Leased ofSchema = leased(acquire(entity, EntryFormat.fields("User", "s2", USER.fields()), MISS));

        assertThat(ofSchema).isEqualTo(ofType);
    }

    @Test
    void missOnValueFilledBeforePrimaryStartedIsLeased() {
        put(entity, USER, LONG, "Ada", null);
        fixture().passTime(Duration.ofMillis(5));
        EntryStore restarted = fixture().storeOfPrimaryStartedAt(fixture().now());

        assertThat(leased(await(restarted.acquire(entity, USER, MISS))).token()).isNotEmpty();
    }

    @Test
    void missOnUnreadableStampOrLeaseIsLeased() {
        put(entity, USER, LONG, "Ada", null);
        fixture().putField(key, "@x", "garbage");
        fixture().putField(key, "@l", "garbage");

        assertThat(leased(acquire(entity, USER, MISS)).token()).isNotEmpty();
    }

    @Test
    void keyOfOtherRedisTypeIsReplacedByLease() {
        fixture().putOther(key);

        Acquisition.Leased unused = leased(acquire(entity, USER, MISS));

        assertThat(fixture().fields(key)).containsOnlyKeys("@l");
    }

    @Test
    void leaseOfOtherNonceIsWaitedFor() {
        Acquisition.Leased unused = leased(acquire(entity, USER, MISS));

        Acquisition waiting = acquire(entity, USER, miss("n2", LONG));

        assertThat(waiting).isInstanceOf(Acquisition.Wait.class);
        assertLeft(MINUTE, ((Acquisition.Wait) waiting).leftMillis());
        assertThat(((Acquisition.Wait) waiting).holdOff()).isFalse();
    }

    @Test
    void leaseOfSameNonceIsGivenAgainWithSameToken() { // (14)
        Acquisition.Leased first = leased(acquire(entity, USER, MISS));

        assertThat(leased(acquire(entity, USER, MISS))).isEqualTo(first);
        assertThat(fill(entity, USER, freshFor(LONG, first.token()), "Ada", null))
                .isEqualTo(FillResult.STORED);
    }

    @Test
    void nonceThatBeginsLikeAnotherIsAnother() {
        Acquisition.Leased unused = leased(acquire(entity, USER, miss("n1:2", MINUTE)));

        assertThat(acquire(entity, USER, miss("n1", MINUTE))).isInstanceOf(Acquisition.Wait.class);
        release(entity, "n1");
        assertThat(acquire(entity, USER, miss("n1", MINUTE))).isInstanceOf(Acquisition.Wait.class);
        release(entity, "n1:2");
        assertThat(leased(acquire(entity, USER, miss("n1", MINUTE))).token()).isNotEmpty();
    }

    @Test
    void variantsAreLeasedApart() {
        Acquisition.Leased ofEntity = leased(acquire(entity, USER, MISS));
        Acquisition.Leased ofList = leased(acquire(variant("List<User>"), LIST, miss("n2", MINUTE)));

        assertThat(ofList.token()).isNotEqualTo(ofEntity.token());
    }

    @Test
    void deadLeaseIsTakenOver() {
        put(variant("List<User>"), LIST, LONG, "[1]");
        String dead = leased(acquire(entity, USER, miss("n1", INSTANT))).token();
        fixture().passTime(Duration.ofMillis(5));

        String taken = leased(acquire(entity, USER, miss("n2", MINUTE))).token();

        assertThat(taken).isNotEqualTo(dead);
        assertThat(fill(entity, USER, freshFor(LONG, dead), "old", null)).isEqualTo(FillResult.REJECTED);
        assertThat(fill(entity, USER, freshFor(LONG, taken), "new", null)).isEqualTo(FillResult.STORED);
    }

    @Test
    void keyCountsAsEvictedRecentlyAfterPrimaryStarted() { // (7)
        EntryStore recent = fixture().storeOfPrimaryStartedAt(fixture().now());
        AcquireRequest request = AcquireRequest.miss("n1", MINUTE, LONG);

        assertThat(leased(await(recent.acquire(entity, USER, request))).holdOff())
                .isTrue();
        Acquisition waiting = await(recent.acquire(entity, USER, AcquireRequest.miss("n2", MINUTE, LONG)));
        assertThat(waiting).isInstanceOf(Acquisition.Wait.class);
        assertThat(((Acquisition.Wait) waiting).holdOff()).isTrue();
    }

    @Test
    void keyDoesNotCountAsEvictedLongAfterPrimaryStarted() {
        EntryStore old = fixture()
                .storeOfPrimaryStartedAt(fixture().now() - LONG.plusMinutes(1).toMillis());

        assertThat(leased(await(old.acquire(entity, USER, AcquireRequest.miss("n1", MINUTE, LONG))))
                        .holdOff())
                .isFalse();
    }

    @Test
    void releaseDropsLeaseOfItsOwnNonceOnly() {
        Acquisition.Leased unused = leased(acquire(entity, USER, MISS));

        release(entity, "n2");
        release(variant("List<User>"), "n1");
        assertThat(read(entity, USER).isLeased()).isTrue();

        release(entity, "n1");
        assertThat(fixture().timeToLive(key)).isEqualTo(-2);
        release(entity, "n1");
        assertThat(fixture().timeToLive(key)).isEqualTo(-2);
    }

    @Test
    void releaseKeepsValues() {
        put(entity, USER, LONG, "Ada", null);
        Acquisition.Leased unused =
                leased(acquire(entity, USER, refresh(read(entity, USER).stamp(), "n1")));

        release(entity, "n1");

        assertThat(texts(read(entity, USER))).containsExactly("Ada", null);
        assertThat(read(entity, USER).isLeased()).isFalse();
    }

    @Test
    void releasedTokenFillsNothing() {
        String token = leased(acquire(entity, USER, MISS)).token();
        release(entity, "n1");

        assertThat(fill(entity, USER, freshFor(LONG, token), "Ada", null)).isEqualTo(FillResult.REJECTED);
    }

    @Test
    void releaseTakesOtherRedisTypeAndGarbageForNoLease() {
        fixture().putOther(key);
        release(entity, "n1");
        assertThat(fixture().timeToLive(key)).isEqualTo(-2);

        put(entity, USER, LONG, "Ada", null);
        for (String garbage : List.of("", "n1", "n1:1", "n1:x 1")) {
            fixture().putField(key, "@l", garbage);
            release(entity, "n1");
        }
        assertThat(texts(read(entity, USER))).containsExactly("Ada", null);
    }
}
