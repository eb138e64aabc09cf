package io.github.dynamocached.history;

import static io.github.dynamocached.history.Operation.Kind.EVICTION;
import static io.github.dynamocached.history.Operation.Kind.FAILED_EVICTION;
import static io.github.dynamocached.history.Operation.Kind.FOREIGN_DELETE;
import static io.github.dynamocached.history.Operation.Kind.LOAD;
import static io.github.dynamocached.history.Operation.Kind.READ;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTests {

    private static final Operation EVICTION_OF_2 = new Operation(EVICTION, 7, 2, 1000, 5000);

    @Test
    void readThatBeganAfterEvictionMustNotReturnOlderVersion() {
        Operation read = new Operation(READ, 7, 1, 8000, 9000);
        assertThat(violations(read, EVICTION_OF_2)).containsExactly(new Violation(read, EVICTION_OF_2));
        assertThat(violations(new Operation(READ, 7, 2, 8000, 9000), EVICTION_OF_2))
                .isEmpty();
        assertThat(violations(new Operation(READ, 7, 3, 8000, 9000), EVICTION_OF_2))
                .isEmpty();
    }

    @Test
    void readThatOverlapsEvictionMayReturnEither() {
        assertThat(violations(new Operation(READ, 7, 1, 5000, 9000), EVICTION_OF_2))
                .isEmpty();
        assertThat(violations(new Operation(READ, 7, 1, 500, 9000), EVICTION_OF_2))
                .isEmpty();
    }

    @Test
    void deleteBySomebodyElseCountsLikeAnEviction() {
        Operation delete = new Operation(FOREIGN_DELETE, 7, 2, 1000, 5000);
        Operation read = new Operation(READ, 7, 1, 8000, 9000);
        assertThat(violations(delete, read)).containsExactly(new Violation(read, delete));
    }

    @Test
    void evictionWithoutAcknowledgementAndEvictionOfAnotherItemPromiseNothing() {
        assertThat(violations(
                        new Operation(FAILED_EVICTION, 7, 2, 1000, 5000),
                        new Operation(EVICTION, 8, 2, 1000, 5000),
                        new Operation(READ, 7, 1, 8000, 9000)))
                .isEmpty();
    }

    @Test
    void newestVersionCountsAndNotThatOfTheLastEviction() {
        Operation newest = new Operation(EVICTION, 7, 4, 1000, 2000);
        Operation read = new Operation(READ, 7, 3, 8000, 9000);
        assertThat(violations(read, EVICTION_OF_2, newest)).containsExactly(new Violation(read, newest));
    }

    @Test
    void violationsComeInTheOrderInWhichTheyWereSeenAndSayWhatHappened() {
        Operation late = new Operation(READ, 7, 0, 8000, 9900);
        Operation early = new Operation(READ, 7, 1, 8000, 9000);
        List<Violation> violations = violations(late, EVICTION_OF_2, early);
        assertThat(violations).extracting(Violation::read).containsExactly(early, late);
        assertThat(violations.get(0))
                .hasToString(
                        "a read of item 7 returned version 1 although it began 3 us after the EVICTION of version 2"
                                + " had ended");
    }

    @Test
    void loadsAreNoCalls() {
        History history = new History(
                List.of(new Operation(LOAD, 7, 1, 100, 200), new Operation(READ, 7, 1, 50, 300), EVICTION_OF_2));
        assertThat(history.callsUntil(300)).isEqualTo(1);
        assertThat(history.callsUntil(5000)).isEqualTo(2);
        assertThat(history.count(LOAD)).isEqualTo(1);
    }

    @Test
    void historyOfAnotherProcessIsReadAsItWasWritten(@TempDir Path folder) throws IOException {
        History one = new History(List.of(EVICTION_OF_2));
        History other = new History(List.of(new Operation(READ, 7, -1, -8000, 9000)));
        one.write(folder.resolve("one"));
        other.write(folder.resolve("other"));
        assertThat(History.read(List.of(folder.resolve("one"), folder.resolve("other"))))
                .isEqualTo(new History(
                        List.of(one.operations().get(0), other.operations().get(0))));
    }

    @Test
    void nodeThatMayBeBehindNeedNotKnowAnEvictionAtOnce() {
        Operation read = new Operation(READ, 7, 1, EVICTION_OF_2.end() + 100, EVICTION_OF_2.end() + 200);
        History history = new History(List.of(read, EVICTION_OF_2));
        assertThat(history.violations(Duration.ofNanos(100))).isEmpty();
        assertThat(history.violations(Duration.ofNanos(99))).hasSize(1);
    }

    @Test
    void deletesByOthersAreNotDoneThroughCaches() {
        Operation delete = new Operation(FOREIGN_DELETE, 7, 2, 1000, 2000);
        assertThat(new History(List.of(delete, EVICTION_OF_2)).throughCaches())
                .isEqualTo(new History(List.of(EVICTION_OF_2)));
    }

    private static List<Violation> violations(Operation... operations) {
        return new History(List.of(operations)).violations();
    }
}
