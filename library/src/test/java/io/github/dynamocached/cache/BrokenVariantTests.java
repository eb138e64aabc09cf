package io.github.dynamocached.cache;

import static io.github.dynamocached.cache.FencedWriteActor.Kind.EVICT;
import static io.github.dynamocached.cache.FencedWriteActor.Kind.PUT;
import static io.github.dynamocached.cache.FencedWriteActor.Kind.TIMES_OUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * That the search finds what is broken on purpose, that the schedule it prints leads there again, and that nothing is
 * found in the same scenario when nothing is broken.
 */
class BrokenVariantTests {

    private static final Duration SECOND = Duration.ofSeconds(1);
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
    void rule1StrictLoadsWithoutLeaseThatReadEventuallyAreCaught() {
        assertCaught(
                eventual("rule 1 off: strict, eventual without a lease")
                        .read("A")
                        .read("B")
                        .write()
                        .waitsEnd(),
                BrokenAcquires.consistentUnderLeaseOnly());
    }

    @Test
    void holdOffThatIsForgottenWithoutLeaseIsCaught() {
        assertCaught(
                eventual("hold-off told with a wait is forgotten")
                        .read("A")
                        .read("B")
                        .write()
                        .waitsEnd(),
                BrokenAcquires.holdOffForgottenWithoutLease());
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
    void rule3PutBesideAnotherFenceIsCaught() {
        assertCaught(
                fenced("rule 3 off: put beside another fence")
                        .read("A")
                        .fencedWrite(PUT)
                        .fencedWrite(EVICT),
                BrokenFences.putBesideAnotherFence());
    }

    @Test
    void rule3PutWithoutTokenIsCaught() {
        assertCaught(
                strict("rule 3 off: put without a token check")
                        .read("A")
                        .fencedWrite(PUT)
                        .write(),
                BrokenFences.putWithoutToken());
    }

    @Test
    void rule4PutWithoutHoldOffIsCaught() {
        assertCaught(
                eventual("rule 4 off: put without hold-off")
                        .read("A")
                        .fencedWrite(PUT)
                        .timeToLive(SECOND)
                        .timePasses(SECOND, 1),
                BrokenFences.putWithoutHoldOff());
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
    void rule8FenceLostByRestartIsCaught() {
        assertCaught(
                fenced("rule 8 off: fence lost by a restart")
                        .read("A")
                        .fencedWrite(EVICT)
                        .restart(),
                BrokenFences.lostByRestart());
    }

    @Test
    void rule9FenceShortenedByEvictionIsCaught() {
        assertCaught(
                fenced("rule 9 off: fence shortened by an eviction")
                        .read("A")
                        .fencedWrite(EVICT)
                        .evictAll()
                        .timePasses(SearchScenario.HOLD_OFF.plus(SECOND), 1),
                BrokenFences.shortenedByEviction());
    }

    @Test
    void rule9FenceWithoutTimeToLiveIsCaught() {
        assertCaught(
                fenced("rule 9 off: fence without time to live").fencedWrite(EVICT), BrokenFences.withoutTimeToLive());
    }

    @Test
    void rule10FenceThatEndsWithUnknownWriteIsCaught() {
        assertCaught(
                fenced("rule 10 off: unknown write ends its fence").read("A").fencedWrite(TIMES_OUT),
                BrokenVariant.fenceEndsWithUnknownWrite());
    }

    @Test
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
    void countedFenceIsCaughtWithDuplicate() {
        assertCaught(
                fenced("counted fence, duplicate eviction")
                        .read("A")
                        .fencedWrite(EVICT)
                        .fencedWrite(EVICT)
                        .faults(1, SearchFaults.Kind.REPEATED)
                        .everythingInOneStep(),
                BrokenFences.counted());
    }

    @Test
    void oneWriterIdForTwoWritesIsCaught() {
        assertCaught(
                fenced("one writer id for two writes")
                        .read("A")
                        .fencedWrite(EVICT)
                        .fencedWrite(EVICT),
                BrokenFences.oneWriterForAll());
    }

    @Test
    void evictAllThatDeletesIsCaught() {
        assertCaught(
                fenced("evict-all by UNLINK").read("A").fencedWrite(EVICT).evictAll(),
                BrokenFences.unlinkedByEvictAll());
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
                .writeWithForeignDelete());
    }

    private static SearchScenario strict(String name) {
        return new SearchScenario(name, Consistency.STRICT);
    }

    private static SearchScenario eventual(String name) {
        return new SearchScenario(name, Consistency.EVENTUAL);
    }

    private static SearchScenario fenced(String name) {
        return new SearchScenario(name, Consistency.FENCED);
    }

    private static void assertCaught(SearchScenario scenario, BrokenVariant variant) {
        SearchReport intact = new StateSearch(scenario).run();
        intact.print("intact: ");
        assertThat(intact.violation()).isNull();
        assertFound(scenario.broken(variant));
    }

    private static void assertFound(SearchScenario scenario) {
        SearchReport report = new StateSearch(scenario).shortest();
        report.print("broken: ");
        assertThat(report.violation()).isNotNull();
        assertThat(StateSearch.replay(scenario, report.schedule())).isEqualTo(report.violation());
    }
}
