package io.github.dynamocached.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Promises P1 and P2 in every reachable state of small worlds, on other scripts than those of the fake. Both lead to the
 * same states by the same transitions.
 */
public abstract class AbstractScriptSearchTests {

    /** The scripts that are searched. */
    protected abstract SearchScripts scripts();

    /** The same, executed for each command of each schedule. */
    protected abstract SearchScripts forgetfulScripts();

    /** The same, but for a fill that is accepted with any token. */
    protected abstract SearchScripts scriptsWithoutTokenCheck();

    static List<SearchScenario> first() {
        return SearchScenarios.first();
    }

    static List<SearchScenario> small() {
        return SearchScenarios.small();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("first")
    void statesAreThoseOfTheFake(SearchScenario scenario) {
        assertSameStates(scenario);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("small")
    @Tag("full")
    void statesOfEverySmallWorldAreThoseOfTheFake(SearchScenario scenario) {
        assertSameStates(scenario);
    }

    @Test
    void statesAreTheSameWhenEveryCommandIsExecuted() {
        SearchReport remembered = new StateSearch(SearchScenarios.smallest().on(scripts())).run();
        SearchReport executed = new StateSearch(SearchScenarios.smallest().on(forgetfulScripts())).run();
        assertThat(executed).isEqualTo(remembered);
    }

    @Test
    void missingTokenCheckIsCaught() {
        SearchReport report = new StateSearch(SearchScenarios.smallest().on(scriptsWithoutTokenCheck())).run();
        report.print("real scripts, no token check: ");
        assertThat(report.violation()).isNotNull();
    }

    private void assertSameStates(SearchScenario scenario) {
        SearchReport fake = new StateSearch(scenario).run();
        SearchReport real = new StateSearch(scenario.on(scripts())).run();
        real.print("real scripts: ");
        assertThat(real.violation()).isNull();
        assertThat(real).isEqualTo(fake);
    }
}
