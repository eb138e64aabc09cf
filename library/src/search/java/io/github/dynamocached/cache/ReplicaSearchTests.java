package io.github.dynamocached.cache;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * In every reachable state of small worlds whose replica lags, a node returns nothing that is older than what it has evicted
 * itself, and what only the replica has left is never stored. Each broken rule is found.
 */
class ReplicaSearchTests extends BrokenVariantFixture {

    /** A cache that reads a replica, which may catch up once at any time. The first version is in it, and fresh. */
    private static SearchScenario replica(String name) {
        SearchScenario scenario = eventual("replica: " + name)
                .filled(Duration.ZERO, Duration.ZERO)
                .event("the replica catches up", 1, world -> world.replica().catchUp())
                .everythingInOneStep();
        scenario.values = scenario.values.ofReplica();
        return scenario;
    }

    private static SearchScenario ownWrite() {
        return replica("a node writes and reads twice").writeOn("A").read("A").read("A");
    }

    private static SearchScenario lostEviction() {
        return replica("a node writes, its eviction is lost, and it reads twice")
                .writeOn("A")
                .read("A")
                .read("A")
                .faults(1, SearchFaults.Kind.EVICTION_GIVEN_UP);
    }

    private static SearchScenario twoNodes() {
        return replica("a node writes, two read").writeOn("A").read("A").read("B");
    }

    private static SearchScenario lateAnswers() {
        SearchScenario scenario = replica("a node writes and reads, answers are late")
                .writeOn("A")
                .read("A");
        scenario.whole().remove(SearchClient.Kind.READ);
        scenario.whole().remove(SearchClient.Kind.EVICT);
        return scenario;
    }

    static List<SearchScenario> small() {
        return List.of(ownWrite(), lateAnswers());
    }

    static List<SearchScenario> large() {
        return List.of(lostEviction(), twoNodes());
    }

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

    @Test
    void replicaThatAnswersForWhatTheNodeHasEvictedIsFound() {
        assertFound(ownWrite().broken(BrokenReplica.everyLookupReadsIt()));
    }

    @Test
    void replicaThatAnswersForALeaseIsFound() {
        assertFound(ownWrite().broken(BrokenReplica.leasesComeFromIt()));
    }
}
