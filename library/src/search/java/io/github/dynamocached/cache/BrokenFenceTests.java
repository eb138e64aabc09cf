package io.github.dynamocached.cache;

import static io.github.dynamocached.cache.FencedWriteActor.Kind.EVICT;
import static io.github.dynamocached.cache.FencedWriteActor.Kind.PUT;
import static io.github.dynamocached.cache.FencedWriteActor.Kind.TIMES_OUT;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** That the search finds what is broken on purpose of announced writes and of puts. */
class BrokenFenceTests extends BrokenVariantFixture {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    @Tag("full")
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
    void rule3RejectedPutThatDoesNotEvictIsCaught() {
        assertCaught(
                strict("rule 3 off: rejected put without eviction")
                        .read("A")
                        .fencedWrite(PUT)
                        .foreignDelete(),
                BrokenFences.putThatIsContentWithRejection());
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
    void rule8FenceLostByRestartIsCaught() {
        assertCaught(
                fenced("rule 8 off: fence lost by a restart")
                        .read("A")
                        .fencedWrite(EVICT)
                        .restart(),
                BrokenFences.lostByRestart());
    }

    @Test
    void rule8PutBesideLostFenceIsCaught() {
        assertCaught(
                fenced("rule 8 off: put beside a fence lost by a restart")
                        .fencedWrite(EVICT)
                        .fencedWrite(PUT)
                        .restart(),
                BrokenFences.putBesideLostFence());
    }

    @Test
    @Tag("full")
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
                BrokenFences.endingWithUnknownWrite());
    }

    @Test
    @Tag("full")
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
    @Tag("full")
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
}
