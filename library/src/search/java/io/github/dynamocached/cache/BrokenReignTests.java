package io.github.dynamocached.cache;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** That the search finds what is broken on purpose of primaries that follow each other, and of replicas that answer reads. */
class BrokenReignTests extends BrokenVariantFixture {

    private static SearchScenario thereAndBack(String name) {
        return SearchScenarios.thereAndBack(strict(name).writeOn("A").filled(Duration.ofMinutes(1), Duration.ZERO));
    }

    @Test
    void primaryThatComesBackAndCountsAsKnownIsCaught() {
        assertCaught(
                thereAndBack("there and back: a known process is not new"), BrokenReigns.knownProcessesAreNotNew());
    }

    @Test
    void firstAnswerOfAnotherPrimaryThatIsBelievedIsCaught() {
        assertCaught(
                thereAndBack("there and back: told after the first answer")
                        .read("A")
                        .everythingInOneStep(),
                BrokenReigns.toldAfterTheFirstAnswer());
    }

    @Test
    void acknowledgementOfTheFormerPrimaryThatCountsIsCaught() {
        assertCaught(
                thereAndBack("there and back: acknowledgements of the former count"),
                BrokenReigns.acknowledgementsOfTheFormerCount());
    }

    @Test
    void readerThatSleepsWhileTheEvictionIsSentAgainIsCaught() {
        assertCaught(
                SearchScenarios.lateReader("there and back: replays are forgotten"),
                BrokenReigns.replaysAreForgotten());
    }

    @Test
    void replicaThatIsBelievedForEverIsCaught() {
        assertCaught(
                SearchScenarios.replicaAnswers(strict("a replica answers: its role is not asked for")
                        .read("B")
                        .writeOn("A")),
                BrokenReigns.roleIsNotAskedFor());
    }
}
