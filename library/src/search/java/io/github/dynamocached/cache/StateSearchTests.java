package io.github.dynamocached.cache;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Promises P1 and P2 in every reachable state of small worlds, on the scripts of the fake. */
class StateSearchTests extends BrokenVariantFixture {

    static List<SearchScenario> small() {
        return SearchScenarios.small();
    }

    static List<SearchScenario> large() {
        return SearchScenarios.large();
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
}
