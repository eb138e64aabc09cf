package io.github.dynamocached.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Promises P1 and P2 in every reachable state of small worlds. */
class StateSearchTests {

    @Test
    void readAgainstWrite() {
        assertHolds(new SearchScenario("a read, a write", Consistency.STRICT)
                .read("A")
                .write());
    }

    @Test
    void readsOnTwoNodesAgainstWrite() {
        assertHolds(new SearchScenario("reads on two nodes, a write", Consistency.STRICT)
                .read("A")
                .read("B")
                .write());
    }

    @Test
    void readsOnOneNodeAgainstWrite() {
        assertHolds(new SearchScenario("two reads on one node, a write", Consistency.STRICT)
                .read("A")
                .read("A")
                .write());
    }

    private static void assertHolds(SearchScenario scenario) {
        long t = System.nanoTime();
        SearchReport report = new StateSearch(scenario).run();
        report.print();
        System.out.println((System.nanoTime() - t) / 1000000);
        assertThat(report.violation()).isNull();
    }
}
