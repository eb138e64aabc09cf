package io.github.dynamocached.cache;

import static io.github.dynamocached.cache.OpenWriteActor.End.AWAITED;
import static io.github.dynamocached.cache.OpenWriteActor.End.OWED;
import static io.github.dynamocached.cache.OpenWriteActor.End.UNKNOWN;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** Writes that a node only sees, and of whose end it may hear late, or never. */
class OpenWriteSearchTests extends BrokenVariantFixture {

    private static final Logger LOG = (Logger) LoggerFactory.getLogger(OpenWrites.class);

    /** At the end of each of its many thousand worlds, evictions are given up. */
    @BeforeAll
    static void logNothing() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void logAgain() {
        LOG.setLevel(null);
    }

    static List<SearchScenario> small() {
        return List.of(
                strict("open: a read elsewhere, an open write that waits")
                        .read("B")
                        .openWrite("A", AWAITED)
                        .everythingInOneStep(),
                strict("open: a read beside its writer, an open write that owes")
                        .read("A")
                        .openWrite("A", OWED)
                        .everythingInOneStep(),
                strict("open: a read elsewhere, an open write of unknown outcome")
                        .read("B")
                        .openWrite("A", UNKNOWN)
                        .everythingInOneStep(),
                fenced("open: a read elsewhere, an open write behind its fence")
                        .read("B")
                        .openWrite("A", AWAITED)
                        .everythingInOneStep(),
                strict("open: a read elsewhere, an open write that owes; commands in two steps")
                        .read("B")
                        .openWrite("A", OWED),
                strict("open: a read elsewhere, an open write that waits; an eviction is lost or late")
                        .read("B")
                        .openWrite("A", AWAITED)
                        .faults(1, SearchFaults.Kind.EVICTION_GIVEN_UP)
                        .everythingInOneStep(),
                fenced("open: a read elsewhere, an open write behind its fence that owes")
                        .read("B")
                        .openWrite("A", OWED)
                        .everythingInOneStep());
    }

    static List<SearchScenario> large() {
        return List.of(
                strict("open: a read beside its writer, an open write of unknown outcome")
                        .read("A")
                        .openWrite("A", UNKNOWN)
                        .everythingInOneStep(),
                strict("open: a read elsewhere, two open writes")
                        .read("B")
                        .openWrite("A", OWED)
                        .openWrite("A", AWAITED)
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

    private static SearchScenario unended() {
        return strict("open: a read elsewhere, an end that may be missing")
                .read("B")
                .openWrite("A", AWAITED)
                .everythingInOneStep();
    }

    @Test
    void writeWithoutADeadlineIsCaught() {
        assertFound(unended().broken(BrokenOpenWrites.withoutDeadline()));
    }

    @Test
    void writeThatMayLandAfterItsDeadlineAndIsNotEvictedLaterIsCaught() {
        assertFound(unended().broken(BrokenOpenWrites.deadlineThatKnows()));
    }

    @Test
    void endAfterTheDeadlineThatIsDroppedIsCaught() {
        assertFound(unended().broken(BrokenOpenWrites.droppingLateEnds()));
    }

    @Test
    void unknownOutcomeThatIsTakenForAKnownOneIsCaught() {
        assertFound(strict("open: an unknown outcome taken for a known one")
                .read("B")
                .openWrite("A", UNKNOWN)
                .everythingInOneStep()
                .broken(BrokenOpenWrites.knowingTheUnknown()));
    }

    @Test
    @Tag("full")
    void owedEndOfAKeyThatIsNotPoisonedIsCaught() {
        assertFound(strict("open: an owed end that does not poison")
                .read("A")
                .read("A")
                .openWrite("A", OWED)
                .everythingInOneStep()
                .broken(BrokenOutbox.thatDoesNotPoison()));
    }
}
