package io.github.dynamocached.benchmarks.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.dynamocached.benchmarks.Row;
import io.github.dynamocached.benchmarks.UserMemory;
import io.github.dynamocached.servers.SharedServers;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTests {

    private static final UserMemory COMPACT = new UserMemory(200, 160, "listpack");

    private final Measurements measured = new Measurements();

    private void measure(Row row, double throughput, double cpuMicros, double bytes) {
        for (int threads : Rounds.THREADS) {
            measured.add(row, threads, new Measure(throughput, cpuMicros, bytes));
        }
    }

    private void measureAllAlike() {
        for (Row row : Row.values()) {
            measure(row, 10, 50, 2_000);
        }
    }

    @Test
    void aFigureIsTheMedianOfTheRounds() {
        measure(Row.FIELDS, 1, 10, 100);
        measure(Row.FIELDS, 50, 20, 200);
        measure(Row.FIELDS, 2, 90, 300);

        assertThat(measured.throughput(Row.FIELDS, 8)).isEqualTo(2);
        assertThat(measured.cpuMicros(Row.FIELDS, 8)).isEqualTo(20);
        assertThat(measured.bytes(Row.FIELDS, 8)).isEqualTo(200);
        assertThat(measured.nanos(Row.FIELDS, 8)).isEqualTo(4_000_000);
    }

    @Test
    void aRatioComparesWithinARound() {
        measure(Row.FIELDS, 10, 1, 1);
        measure(Row.LETTUCE_GET, 5, 1, 1);
        measure(Row.FIELDS, 100, 1, 1);
        measure(Row.LETTUCE_GET, 50, 1, 1);

        assertThat(measured.ratio(Row.FIELDS, Row.LETTUCE_GET, 8, Measure::throughput))
                .isEqualTo(2);
    }

    @Test
    void goalsThatAreMissedFail() {
        measureAllAlike();

        assertThat(new Goals(measured, COMPACT).table().lines())
                .anySatisfy(line -> assertThat(line)
                        .isEqualTo("| bytes a hit, a field per attribute | at most 4,500 | 2,000 | PASS |"))
                .anySatisfy(line ->
                        assertThat(line).contains("8 threads: hits").endsWith("| at least 1.20 | 1.00 | FAIL |"))
                .anySatisfy(line -> assertThat(line).endsWith("| listpack | listpack | PASS |"));
        assertThat(new Goals(measured, new UserMemory(600, 160, "hashtable"))
                        .table()
                        .lines())
                .filteredOn(line -> line.contains("MEMORY") || line.contains("ENCODING"))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).endsWith("FAIL |"));
    }

    @Test
    void thePageHasAPlaceForEachTable() throws Exception {
        Page page = Page.ofCheckout();
        assertThatCode(() -> Report.TABLES.forEach(page::require)).doesNotThrowAnyException();
        assertThatIllegalStateException().isThrownBy(() -> page.require("unknown"));
    }

    @Test
    void onlyWhatIsBetweenTheCommentsIsReplaced(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("performance.md");
        Files.writeString(file, "before\n<!-- report: goals -->\nold\n<!-- end of report: goals -->\nafter\n");
        Page page = new Page(folder);
        page.replace("goals", "new\n");
        page.write();

        assertThat(file).hasContent("before\n<!-- report: goals -->\nnew\n<!-- end of report: goals -->\nafter\n");
    }

    @Test
    void thePicturesAreXmlWithAllParts() throws Exception {
        measureAllAlike();
        Layers layers = new Layers(measured);
        for (String svg : new String[] {Picture.light(layers), Picture.dark(layers)}) {
            var document = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(svg.getBytes(UTF_8)));
            assertThat(document.getElementsByTagName("rect").getLength())
                    .isEqualTo(1 + 3 * layers.parts().size());
        }
    }

    @Tag("full")
    @Test
    void aRowMeasuresInAJvmOfItsOwn() throws Exception {
        try (RowProcess row = RowProcess.start(Row.FIELDS, SharedServers.redis().port())) {
            row.measure(8, 500);
            Measure second = row.measure(1, 500);

            assertThat(second.throughput()).isPositive();
            assertThat(second.cpuMicros()).isPositive();
            assertThat(second.bytes()).isBetween(500.0, 50_000.0);
        }
    }

    @Test
    void theMemoryOfAUserIsThatOfAnEntryAndItsJson() {
        UserMemory memory = UserMemory.measure(SharedServers.redis());

        assertThat(memory.jsonBytes()).isBetween(120L, 300L);
        assertThat(memory.bytes()).isGreaterThan(memory.jsonBytes());
        assertThat(memory.encoding()).isIn("listpack", "hashtable");
    }
}
