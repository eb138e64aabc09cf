package io.github.dynamocached.cache;

import static io.github.dynamocached.cache.BypassActor.Way.LEASED;
import static io.github.dynamocached.cache.BypassActor.Way.NOT_EVICTED;
import static io.github.dynamocached.cache.BypassActor.Way.POISONED;
import static io.github.dynamocached.cache.BypassActor.Way.WITHOUT_SERVER;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Calls that bypass the cache and share loads: nobody gets what was evicted before the call began, or what an eventual read of
 * its own could not have found, nor the failure of another caller alone; and everybody is answered.
 *
 * <p>The calls begin where they have decided to bypass the cache, so that their commands need no states.
 */
class SharedLoadSearchTests extends BrokenVariantFixture {

    /** So many timers go off while others could act instead. */
    private static final int ALL_TIMERS = 100;

    static List<SearchScenario> small() {
        return List.of(
                twoPoisoned(),
                twoWithoutServer(),
                calls(strict("a load is abandoned that two others take"), POISONED, POISONED, POISONED)
                        .faults(1, SearchFaults.Kind.ABANDONED_LOAD)
                        .polls(ALL_TIMERS),
                calls(eventual("a call under a lease beside one of a pending eviction, a write"), POISONED, LEASED)
                        .event("somebody writes and evicts", 1, SearchWorld::writeAtOnce)
                        .polls(ALL_TIMERS));
    }

    private static SearchScenario calls(SearchScenario scenario, BypassActor.Way... ways) {
        for (int i = 0; i < ways.length; i++) {
            BypassActor.Way way = ways[i];
            String name = "R" + i + " on A";
            scenario.happens("A", "bypass " + way);
            SearchScenario unused = scenario.addActor(world -> new BypassActor(name, world, "A", way));
        }
        return scenario;
    }

    private static SearchScenario twoPoisoned() {
        return calls(strict("two calls of a pending eviction, a write"), POISONED, POISONED)
                .event("somebody writes and evicts", 1, SearchWorld::writeAtOnce)
                .polls(ALL_TIMERS);
    }

    private static SearchScenario twoWithoutServer() {
        return calls(strict("two calls without the server, a write"), WITHOUT_SERVER, WITHOUT_SERVER)
                .event("somebody writes and evicts", 1, SearchWorld::writeAtOnce)
                .timePasses(SearchScenario.HOLD_OFF, 1)
                .polls(ALL_TIMERS);
    }

    private static SearchScenario besides() {
        return calls(
                        strict("a call without the server beside two of a pending eviction, a load is abandoned"),
                        POISONED,
                        POISONED,
                        WITHOUT_SERVER)
                .event("somebody writes and evicts", 1, SearchWorld::writeAtOnce)
                .faults(1, SearchFaults.Kind.ABANDONED_LOAD)
                .polls(ALL_TIMERS);
    }

    static List<SearchScenario> large() {
        return List.of(
                besides(),
                calls(
                                eventual(
                                        "a call under a lease, one of a pending eviction, and one that knows of no eviction"),
                                POISONED,
                                LEASED,
                                NOT_EVICTED)
                        .event("somebody writes and evicts", 1, SearchWorld::writeAtOnce)
                        .timePasses(SearchScenario.HOLD_OFF, 1)
                        .polls(ALL_TIMERS));
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
    void loadOfAnyAgeThatIsTakenIsCaught() {
        assertCaught(twoPoisoned(), BrokenVariant.followersTakeAnything());
        assertCaught(twoWithoutServer(), BrokenVariant.followersTakeAnything());
    }

    @Test
    void callThatLooksAtNoConsistencyIsCaught() {
        assertCaught(
                calls(
                                strict("a call of a pending eviction beside one without the server, a write"),
                                POISONED,
                                WITHOUT_SERVER)
                        .event("somebody writes and evicts", 1, SearchWorld::writeAtOnce)
                        .polls(ALL_TIMERS),
                BrokenVariant.consistencyIsNotLookedAt());
    }
}
