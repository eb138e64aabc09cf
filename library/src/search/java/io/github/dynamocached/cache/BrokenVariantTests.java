package io.github.dynamocached.cache;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** That the search finds what is broken on purpose of reads, fills and evictions. */
class BrokenVariantTests extends BrokenVariantFixture {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void fillWithoutTokenCheckIsCaught() {
        assertCaught(strict("no token check").read("A").write(), BrokenFills.always());
    }

    @Test
    void fillUnderLockIsCaught() {
        assertCaught(strict("lock only").read("A").write(), BrokenFills.underLock());
    }

    @Test
    void tombstoneShorterThanLoadIsCaught() {
        assertCaught(
                strict("tombstone shorter than the load").read("A").write().timePasses(SearchScenario.HOLD_OFF, 1),
                BrokenFills.withoutTombstone());
    }

    @Test
    @Tag("full")
    void tokenPerClientIsCaught() {
        assertCaught(strict("token per client").read("A").read("B").write(), BrokenTokens.perClient());
    }

    @Test
    void clientMadeTokenIsCaughtWithDuplicate() {
        assertCaught(
                strict("client-made token, duplicate acquire").read("A").write().faults(1, SearchFaults.Kind.REPEATED),
                BrokenTokens.madeByClient());
    }

    @Test
    void generationThatIsEvictedWithItsKeyIsCaught() {
        assertCaught(
                strict("generation evicted with its key").read("A").write().foreignDelete(),
                BrokenGenerations.evictedWithTheirKey());
    }

    @Test
    void followerThatTakesAnythingIsCaught() {
        assertCaught(
                strict("followers take any result").read("A").read("A").write(), BrokenVariant.followersTakeAnything());
    }

    @Test
    @Tag("full")
    void rule1StrictLoadsWithoutLeaseThatReadEventuallyAreCaught() {
        assertCaught(
                eventual("rule 1 off: strict, eventual without a lease")
                        .read("A")
                        .read("B")
                        .write()
                        .waitsEnd(),
                BrokenAcquires.consistentUnderLeaseOnly());
    }

    /** Intact, it is the world of the test before. */
    @Test
    void holdOffThatIsForgottenWithoutLeaseIsCaught() {
        assertFound(eventual("hold-off told with a wait is forgotten")
                .read("A")
                .read("B")
                .write()
                .waitsEnd()
                .broken(BrokenAcquires.holdOffForgottenWithoutLease()));
    }

    @Test
    void rule2MomentOfEventualLoadIsCaught() {
        assertCaught(
                eventual("rule 2 off: moment of an eventual load")
                        .read("A")
                        .read("A")
                        .write(),
                BrokenVariant.eventualLoadsCountAsConsistent());
    }

    @Test
    void rule5TokenFromSnapshotIsCaught() {
        assertCaught(
                strict("rule 5 off: token from a snapshot").read("A").write().restart(),
                BrokenVariant.fillWithTokenFromSnapshot());
    }

    @Test
    void rule6HitFromSnapshotIsCaught() {
        assertCaught(
                strict("rule 6 off: hit from a snapshot").read("A").write().restart(),
                BrokenAcquires.hitFromSnapshot());
    }

    @Test
    void rule7HoldOffLostByRestartIsCaught() {
        assertCaught(
                eventual("rule 7 off: hold-off lost by a restart")
                        .read("A")
                        .write()
                        .restart(),
                BrokenAcquires.holdOffLostByRestart());
    }

    @Test
    @Tag("full")
    void rule11AcknowledgementThatClearsWhatCameLaterIsCaught() {
        assertCaught(
                strict("rule 11 off: outbox without generation")
                        .read("B")
                        .writeOn("A")
                        .writeOn("A")
                        .faults(1, SearchFaults.Kind.EVICTION_GIVEN_UP),
                BrokenOutbox.withoutGeneration());
    }

    @Test
    @Tag("full")
    void rule12StaleValueOfAnotherCallIsCaught() {
        assertCaught(
                strict("rule 12 off: stale-if-error of another call")
                        .read("A")
                        .read("A")
                        .write()
                        .filled(Duration.ZERO, MINUTE)
                        .faults(1, SearchFaults.Kind.FAILED_LOAD),
                BrokenReads.keptByAnotherCall());
    }

    @Test
    void rule13LoserThatLoadsIsCaught() {
        assertCaught(
                strict("rule 13 off: loser loads at once").read("A").read("B").mostLoads(1),
                BrokenAcquires.noneForTheLoser());
    }

    @Test
    void rule14NewTokenForDuplicateIsCaught() {
        assertCaught(
                strict("rule 14 off: duplicate acquire, new token")
                        .read("A")
                        .mostLoads(1)
                        .faults(1, SearchFaults.Kind.REPEATED),
                BrokenAcquires.newTokenWhenRepeated());
    }

    @Test
    void refreshThatDoesNotNameWhatItSawIsCaught() {
        assertCaught(
                strict("refresh without seen")
                        .refresh("A")
                        .refresh("B")
                        .filled(MINUTE, Duration.ZERO)
                        .mostLoads(1),
                BrokenAcquires.refreshOfAnything());
    }

    @Test
    void leaseWithoutTimeToLiveIsCaught() {
        assertCaught(strict("lease without time to live").read("A"), BrokenAcquires.withoutTimeToLive());
    }

    /** Not broken but documented: a foreign DEL leaves no hold-off. */
    @Test
    void foreignDeleteInEventualCacheIsShown() {
        assertFound(eventual("documented limit: foreign DEL, eventual loads")
                .read("A")
                .write(WriteActor.Way.FOREIGN));
    }
}
