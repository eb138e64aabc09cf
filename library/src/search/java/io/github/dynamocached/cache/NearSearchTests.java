package io.github.dynamocached.cache;

import io.github.dynamocached.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * In every reachable state of small worlds, a node returns nothing {@linkplain Outcome.Source#NEAR from its memory} that is older
 * than what was acknowledged when its last confirmation was asked for, or than what it has evicted itself. Each broken rule is
 * found.
 */
class NearSearchTests extends BrokenVariantFixture {

    /** A node that keeps values near, and one read before the one at rest. The first version is in the cache, and fresh. */
    private static SearchScenario near(String name) {
        return inTwoSteps(nearInOneStep(name));
    }

    private static SearchScenario nearInOneStep(String name) {
        SearchScenario scenario = strict(name)
                .filled(Duration.ofMinutes(1), Duration.ZERO)
                .everythingInOneStep()
                .read("A");
        return withChannels(scenario, 1, false);
    }

    private static SearchScenario withChannels(SearchScenario scenario, int opens, boolean doBreak) {
        scenario.values = scenario.values.near(opens, 1, doBreak);
        return scenario;
    }

    /** A reply may be on its way while its key changes. */
    private static SearchScenario inTwoSteps(SearchScenario scenario) {
        scenario.whole().remove(SearchClient.Kind.READ);
        return scenario;
    }

    private static SearchScenario othersWrite() {
        return near("near: another node writes").write();
    }

    private static SearchScenario brokenChannel() {
        return withChannels(near("near: another node writes, the channel breaks"), 2, true)
                .write();
    }

    private static SearchScenario flush() {
        return near("near: somebody writes and flushes")
                .event("somebody commits and flushes", 1, SearchWorld::writeAndFlush);
    }

    private static SearchScenario replica() {
        return inTwoSteps(SearchScenarios.replicaAnswers(near("near: a primary became a replica and answers reads"))
                .write());
    }

    /** What is told removes what a broken rule has kept, so a read has to come before that. */
    private static SearchScenario ownWrite() {
        return near("near: two reads, their node writes").read("A").writeOn("A");
    }

    private static SearchScenario lostEviction() {
        return losingEviction(near("near: two reads, their node writes, its eviction is lost"));
    }

    private static SearchScenario losingEviction(SearchScenario scenario) {
        return scenario.read("A").writeOn("A").faults(1, SearchFaults.Kind.EVICTION_GIVEN_UP);
    }

    /** A reply that is on its way does not matter to what is in memory already. */
    private static SearchScenario lostEvictionInOneStep() {
        return losingEviction(
                nearInOneStep("near: two reads in one step each, their node writes, its eviction is lost"));
    }

    private static SearchScenario lateLookup() {
        return nearInOneStep("near: another node writes, which is told within a lookup in memory")
                .write()
                .addActor(world -> new LateLookupActor("late R on A", world, "A"));
    }

    static List<SearchScenario> small() {
        return List.of(othersWrite(), lateLookup());
    }

    static List<SearchScenario> large() {
        return List.of(flush(), lostEvictionInOneStep(), brokenChannel(), replica(), ownWrite(), lostEviction());
    }

    @Tag("full")
    @ParameterizedTest(name = "{0}")
    @MethodSource("small")
    void everyStateOfSmallWorldHolds(SearchScenario scenario) {
        assertHolds(scenario);
    }

    @Tag("full")
    @ParameterizedTest(name = "{0}")
    @MethodSource("large")
    void everyStateOfLargeWorldHolds(SearchScenario scenario) {
        assertHolds(scenario);
    }

    static Stream<Arguments> rules() {
        return Stream.of(
                broken("no counters", othersWrite(), BrokenNear.withoutCounters()),
                broken("a counter after the removal", othersWrite(), BrokenNear.countingAfterRemoval()),
                broken("the beginning of a watch is not compared", othersWrite(), BrokenNear.beginningIsNotCompared()),
                broken("a flush is a walk", flush(), BrokenNear.flushIsAWalk()));
    }

    static Stream<Arguments> otherRules() {
        return Stream.of(
                broken("changes within a lookup are missed", lateLookup(), BrokenNear.changesWithinALookupAreMissed()),
                broken("a confirmation counts from its answer", othersWrite().read("A"), BrokenNear.answersCount()),
                broken("a watch outlives its channel", brokenChannel(), BrokenNear.watchOutlivesItsChannel()),
                broken("a replica confirms", replica(), BrokenNear.anybodyConfirms()),
                broken("processes are not compared", replica(), BrokenNear.processesAreNotCompared()),
                broken("own evictions are kept", ownWrite(), BrokenNear.ownEvictionsAreKept()),
                broken("keys are forgotten before the eviction", ownWrite(), BrokenNear.forgettingBeforeTheEviction()),
                broken("keys are forgotten after the caller is told", ownWrite(), BrokenNear.forgettingLater()),
                broken("repeated evictions are kept", lostEviction(), BrokenNear.repeatedEvictionsAreKept()),
                broken("memory is asked before the outbox", lostEvictionInOneStep(), BrokenNear.memoryIsAskedFirst()));
    }

    private static Arguments broken(String rule, SearchScenario world, BrokenNear rules) {
        return Arguments.of(rule, world.broken(rules.variant()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void brokenRuleIsFound(String rule, SearchScenario scenario) {
        assertFound(scenario);
    }

    @Tag("full")
    @ParameterizedTest(name = "{0}")
    @MethodSource("otherRules")
    void otherBrokenRuleIsFound(String rule, SearchScenario scenario) {
        assertFound(scenario);
    }
}
