package io.github.dynamocached.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** That the search finds what is broken on purpose, and that the schedule it prints leads there again. */
class BrokenVariantTests {

    @Test
    void fillWithoutTokenCheckIsCaught() {
        assertCaught(strict("no token check").read("A").write().broken(BrokenFills.always()));
    }

    @Test
    void fillUnderLockIsCaught() {
        assertCaught(strict("lock only").read("A").write().broken(BrokenFills.underLock()));
    }

    @Test
    void tombstoneShorterThanLoadIsCaught() {
        assertCaught(strict("tombstone shorter than the load")
                .read("A")
                .write()
                .timePasses(SearchScenario.HOLD_OFF, 1)
                .broken(BrokenFills.withoutTombstone()));
    }

    @Test
    void tokenPerClientIsCaught() {
        assertCaught(strict("token per client")
                .read("A", 0)
                .read("A", 1)
                .write()
                .anyLock()
                .broken(BrokenTokens.perClient()));
    }

    @Test
    void clientMadeTokenIsCaughtWithDuplicate() {
        assertCaught(strict("client-made token, duplicate acquire")
                .read("A")
                .write()
                .faults(1, SearchFaults.Kind.REPEATED)
                .broken(BrokenTokens.madeByClient()));
    }

    @Test
    void generationThatIsEvictedWithItsKeyIsCaught() {
        assertCaught(strict("generation evicted with its key")
                .read("A")
                .write()
                .foreignDelete()
                .broken(BrokenGenerations.evictedWithTheirKey()));
    }

    @Test
    void followerThatTakesAnythingIsCaught() {
        assertCaught(strict("followers take any result")
                .read("A")
                .read("A")
                .write()
                .broken(BrokenVariant.followersTakeAnything()));
    }

    @Test
    void rule1StrictLoadsWithoutLeaseThatReadEventuallyAreCaught() {
        assertCaught(eventual("rule 1 off: strict, eventual without a lease")
                .read("A")
                .read("B")
                .write()
                .waitsEnd()
                .broken(BrokenAcquires.consistentUnderLeaseOnly()));
    }

    @Test
    void rule2MomentOfEventualLoadIsCaught() {
        assertCaught(eventual("rule 2 off: moment of an eventual load")
                .read("A")
                .read("A")
                .write()
                .broken(BrokenVariant.eventualLoadsCountAsConsistent()));
    }

    @Test
    void rule5TokenFromSnapshotIsCaught() {
        assertCaught(strict("rule 5 off: token from a snapshot")
                .read("A")
                .write()
                .restart()
                .broken(BrokenVariant.fillWithTokenFromSnapshot()));
    }

    @Test
    void rule6HitFromSnapshotIsCaught() {
        assertCaught(strict("rule 6 off: hit from a snapshot")
                .read("A")
                .write()
                .restart()
                .broken(BrokenAcquires.hitFromSnapshot()));
    }

    @Test
    void rule7HoldOffLostByRestartIsCaught() {
        assertCaught(eventual("rule 7 off: hold-off lost by a restart")
                .read("A")
                .write()
                .restart()
                .broken(BrokenAcquires.holdOffLostByRestart()));
    }

    @Test
    void rule13LoserThatLoadsIsCaught() {
        assertCaught(strict("rule 13 off: loser loads at once")
                .read("A")
                .read("B")
                .mostLoads(1)
                .broken(BrokenAcquires.noneForTheLoser()));
    }

    @Test
    void rule14NewTokenForDuplicateIsCaught() {
        assertCaught(strict("rule 14 off: duplicate acquire, new token")
                .read("A")
                .mostLoads(1)
                .faults(1, SearchFaults.Kind.REPEATED)
                .broken(BrokenAcquires.newTokenWhenRepeated()));
    }

    @Test
    void refreshThatDoesNotNameWhatItSawIsCaught() {
        assertCaught(strict("refresh without seen")
                .refresh("A")
                .refresh("B")
                .filled(Duration.ofMinutes(1), Duration.ZERO)
                .mostLoads(1)
                .broken(BrokenAcquires.refreshOfAnything()));
    }

    @Test
    void leaseWithoutTimeToLiveIsCaught() {
        assertCaught(strict("lease without time to live").read("A").broken(BrokenAcquires.withoutTimeToLive()));
    }

    /** Not broken but documented: a foreign DEL leaves no hold-off. */
    @Test
    void foreignDeleteInEventualCacheIsShown() {
        assertCaught(eventual("documented limit: foreign DEL, eventual loads")
                .read("A")
                .writeWithForeignDelete());
    }

    private static SearchScenario strict(String name) {
        return new SearchScenario(name, Consistency.STRICT);
    }

    private static SearchScenario eventual(String name) {
        return new SearchScenario(name, Consistency.EVENTUAL);
    }

    private static void assertCaught(SearchScenario scenario) {
        SearchReport report = new StateSearch(scenario).run();
        report.print();
        assertThat(report.violation()).isNotNull();
        assertThat(StateSearch.replay(scenario, report.schedule())).isEqualTo(report.violation());
    }
}
