package io.github.dynamocached.example.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TablesTests {

    private final Tables tables = new Tables(Samples.results());

    @Test
    void percentilesAreThoseOfAllAnswersOfAllSeconds() {
        Recording recording = new Recording();
        recording.add(Call.USER, 0, Samples.millis(LongStream.rangeClosed(1, 500)), 0);
        recording.add(Call.CONTEXT, 3, Samples.millis(LongStream.rangeClosed(501, 1_000)), 1);
        recording.add(Call.SAVE_USER, 3, Samples.millis(LongStream.of(5_000)), 4);

        Times reads = recording.reads();
        assertThat(reads.answers()).isEqualTo(1_000);
        assertThat(reads.failures()).isEqualTo(1);
        assertThat(reads.averageMillis()).isCloseTo(500, within(2.0));
        assertThat(reads.percentileMillis(50)).isCloseTo(500, within(1.0));
        assertThat(reads.percentileMillis(95)).isCloseTo(950, within(1.0));
        assertThat(reads.percentileMillis(99)).isCloseTo(990, within(1.0));
        assertThat(reads.percentileMillis(99.9)).isCloseTo(999, within(1.0));
        assertThat(reads.longestMillis()).isCloseTo(1_000, within(1.0));
        assertThat(recording.writes().answers()).isEqualTo(1);
        assertThat(recording.all().failures()).isEqualTo(5);
        assertThat(recording.reads(1, 4).answers()).isEqualTo(500);
        assertThat(recording.reads(4, 9).answers()).isZero();
    }

    @Test
    void aLineHasTheRateTheFailuresAndTheTimes() {
        assertThat(tables.latency(Samples.ADDED).lines())
                .hasSize(2 + 2 * Traffic.values().length)
                .startsWith(
                        "| traffic | cache | answers/s | failed | average ms | p50 | p95 | p99 | p99.9 | longest |",
                        "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|",
                        "| steady | without | 168 | 2 | 498 | 498 | 950 | 990 | 999 | 1,000 |");
    }

    @Test
    void whatTheLoadToolWaitedIsAddedUpAndTold() {
        Results results = Samples.results();
        assertThat(LoadReport.tables(Plan.LONG, results).get("conditions")).contains("includes: 0.0 s.");
        Measured late = Samples.measured(1);
        late.recording().addWaiting(Duration.ofMillis(1_500));
        late.recording().addWaiting(Duration.ofSeconds(1));
        results.addOutage(Traffic.STEADY, late);

        assertThat(results.waited()).isEqualTo(Duration.ofMillis(2_500));
        assertThat(LoadReport.tables(Plan.LONG, results).get("conditions")).contains("includes: 2.5 s.");
    }

    @Test
    void writesHaveALineOfTheirOwn() {
        Results results = new Results();
        Measured measured = Samples.measured(1);
        measured.recording().add(Call.SAVE_USER, 0, Samples.millis(LongStream.of(8)), 0);
        results.addOpen(Samples.ADDED, Traffic.WRITE_HEAVY, Subject.WITH, measured);

        assertThat(new Tables(results).latency(Samples.ADDED).lines())
                .anyMatch(line -> line.startsWith("| write-heavy: reads | with | 168 |"))
                .anyMatch(line -> line.startsWith("| write-heavy: writes | with | 0 | 0 | 8.0"));
    }

    @Test
    void costsAreReadUnitsHitsProcessorAndMemory() {
        assertThat(tables.cost(Samples.ADDED).lines())
                .contains("| hot key | with | 1.50 | 100.0 % | 50.0 % | 5.0 % | 300 | 5.00 |");
    }

    @Test
    void anOutageIsDividedIntoThirds() {
        assertThat(tables.outage().lines().skip(2))
                .satisfiesExactly(
                        before -> assertThat(before).startsWith("| zipf | before | 500 | 2 |"),
                        away -> assertThat(away).startsWith("| zipf | away | 1 | 0 | 7.0"),
                        back -> assertThat(back).startsWith("| zipf | back | 1 | 0 | 7.0"));
    }

    @Test
    void theLargestThroughputHasALineForEachApplication() {
        assertThat(tables.throughput().lines().skip(2))
                .hasSize(Subject.values().length)
                .allMatch(line -> line.startsWith("| 4 ms | with"));
    }

    @Test
    void thePlansTakeAboutAMinuteAndAtMostTwelve() {
        assertThat(Plan.named("quick").whole()).isBetween(Duration.ofSeconds(40), Duration.ofSeconds(80));
        assertThat(Plan.named("long").whole()).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(12));
    }
}
