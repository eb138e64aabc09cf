package io.github.dynamocached.cache;

import static io.github.dynamocached.cache.OpenReadActor.Way.EVICTS_WITHOUT_LEASE;
import static io.github.dynamocached.cache.OpenReadActor.Way.INTACT;
import static io.github.dynamocached.cache.OpenReadActor.Way.WITHOUT_CONTEXT;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reads whose callers load themselves and are not known to store, beside ordinary reads, writers and a replica that lags: what
 * Spring's cache abstraction makes of a method without {@code sync}.
 */
class OpenReadSearchTests extends BrokenVariantFixture {

    private static SearchScenario open(SearchScenario scenario, String node, OpenReadActor.Way way) {
        String name = "open read on " + node + " " + scenario.nodes().size();
        scenario.happens(node, "open read " + way);
        return scenario.addActor(world -> new OpenReadActor(name, world, node, way));
    }

    private static SearchScenario putAfterMiss(SearchScenario scenario, boolean broken) {
        scenario.happens("A", "put after a miss");
        return scenario.addActor(world -> new PutAfterMissActor("T on A", world, "A", broken));
    }

    private static SearchScenario readsAndAWrite(OpenReadActor.Way way) {
        return open(strict("an open read beside a read, a write"), "A", way)
                .read("B")
                .write();
    }

    private static SearchScenario twoMeet(OpenReadActor.Way way) {
        return open(open(strict("two open reads meet"), "A", way), "B", way).mostLoads(2);
    }

    private static SearchScenario missThenPut(boolean broken) {
        return putAfterMiss(open(strict("a thread misses and then puts, beside an open read"), "B", INTACT), broken);
    }

    private static SearchScenario evictedBefore(boolean broken) {
        return open(strict("a write that evicts before it, beside an open read"), "A", INTACT)
                .addActor(world -> new EvictBeforeActor("W", world, broken));
    }

    static List<SearchScenario> small() {
        return List.of(
                readsAndAWrite(INTACT),
                twoMeet(INTACT),
                missThenPut(false),
                evictedBefore(false),
                open(eventual("eventual: an open read, a write that is seen late"), "A", INTACT)
                        .write()
                        .timePasses(SearchScenario.HOLD_OFF, 1));
    }

    static List<SearchScenario> large() {
        return List.of(
                open(open(strict("two open reads, a write; in one step each"), "A", INTACT), "B", INTACT)
                        .write()
                        .everythingInOneStep(),
                open(strict("an open read, a write; commands are lost, late or repeated, a lease ends"), "A", INTACT)
                        .write()
                        .waitsEnd()
                        .timePasses(SearchScenario.LEASE, 1)
                        .faults(1, SearchFaults.Kind.GIVEN_UP, SearchFaults.Kind.REPEATED)
                        .everythingInOneStep());
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
    void loadOutsideAnyContextIsCaught() {
        assertFound(readsAndAWrite(WITHOUT_CONTEXT));
    }

    @Test
    void putOfAReaderThatEvictsIsCaught() {
        assertFound(twoMeet(EVICTS_WITHOUT_LEASE));
    }

    @Test
    void putThatTakesTheMissOfItsThreadIsCaught() {
        assertFound(missThenPut(true));
    }

    @Test
    void evictionBeforeTheWriteOnlyIsCaught() {
        assertFound(evictedBefore(true));
    }
}
