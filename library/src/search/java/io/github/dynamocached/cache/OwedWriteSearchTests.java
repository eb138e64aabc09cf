package io.github.dynamocached.cache;

import static io.github.dynamocached.cache.WriteActor.Way.OWED;

import io.github.dynamocached.Consistency;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Writers that end before their eviction is acknowledged: their own node reads what they have written all the same. */
class OwedWriteSearchTests extends BrokenVariantFixture {

    static List<SearchScenario> small() {
        return List.of(
                strict("a read beside its writer, an owed write and one that waits")
                        .read("A")
                        .writeOn("A", OWED)
                        .writeOn("A")
                        .everythingInOneStep(),
                strict("a stale value, a read, a refresh, an owed write")
                        .read("A")
                        .refresh("B")
                        .writeOn("A", OWED)
                        .filled(Duration.ofMinutes(1), Duration.ZERO));
    }

    static List<SearchScenario> large() {
        return List.of(
                strict("two nodes read, an owed write").read("A").read("B").writeOn("A", OWED),
                new SearchScenario("eventual: a read beside its writer, an owed write", Consistency.EVENTUAL)
                        .read("A")
                        .read("B")
                        .writeOn("A", OWED)
                        .everythingInOneStep(),
                SearchScenarios.thereAndBack(strict("another primary serves; a read, an owed write")
                        .read("B")
                        .writeOn("A", OWED)
                        .everythingInOneStep()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("small")
    void everyStateOfSmallWorldHolds(SearchScenario scenario) {
        assertHolds(scenario);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("large")
    @Tag("full")
    void everyStateOfLargeWorldHolds(SearchScenario scenario) {
        assertHolds(scenario);
    }

    @Test
    @Tag("full")
    void readOfAKeyWhoseEvictionIsUnderWayIsCaught() {
        assertCaught(
                strict("owed keys are not poisoned")
                        .read("A")
                        .read("A")
                        .writeOn("A", OWED)
                        .everythingInOneStep(),
                BrokenOutbox.thatDoesNotPoison());
    }

    @Test
    @Tag("full")
    void acknowledgementThatClearsWhatWasOwedLaterIsCaught() {
        assertCaught(
                strict("outbox without generation, owed evictions")
                        .read("B")
                        .writeOn("A", OWED)
                        .writeOn("A", OWED)
                        .faults(1, SearchFaults.Kind.EVICTION_GIVEN_UP),
                BrokenOutbox.withoutGeneration());
    }
}
