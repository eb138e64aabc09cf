package io.github.dynamocached.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.Consistency;

/** Searches a scenario intact, where nothing is found, and broken, where the schedule that is printed leads to what is found. */
abstract class BrokenVariantFixture {

    static SearchScenario strict(String name) {
        return new SearchScenario(name, Consistency.STRICT);
    }

    static SearchScenario eventual(String name) {
        return new SearchScenario(name, Consistency.EVENTUAL);
    }

    static SearchScenario fenced(String name) {
        return new SearchScenario(name, Consistency.FENCED);
    }

    static void assertHolds(SearchScenario scenario) {
        assertHolds(scenario, "");
    }

    private static void assertHolds(SearchScenario scenario, String kind) {
        SearchReport report = new StateSearch(scenario).run();
        report.print(kind);
        assertThat(report.violation()).isNull();
    }

    static void assertCaught(SearchScenario scenario, BrokenVariant variant) {
        assertHolds(scenario, "intact: ");
        assertFound(scenario.broken(variant));
    }

    static void assertFound(SearchScenario scenario) {
        SearchReport report = new StateSearch(scenario).shortest();
        report.print("broken: ");
        assertThat(report.violation()).isNotNull();
        assertThat(StateSearch.replay(scenario, report.schedule())).isEqualTo(report.violation());
    }
}
