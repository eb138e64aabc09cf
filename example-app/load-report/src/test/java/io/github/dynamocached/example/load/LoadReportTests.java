package io.github.dynamocached.example.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadReportTests {

    @Tag("full")
    @Test
    void theQuickReportMeasuresBothApplicationsAndAnOutage(@TempDir Path docs) throws Exception {
        LoadReport.prepare();
        Checkout checkout = Checkout.current();
        Files.copy(checkout.docs().resolve("load.md"), docs.resolve("load.md"));
        Files.createDirectory(docs.resolve("images"));
        Plan plan = Plan.QUICK;

        Results results = LoadReport.measure(plan, checkout.jar());

        Map<Traffic, Map<Subject, Measured>> open = results.open(Plan.AS_THE_SERVICE);
        assertThat(open).containsOnlyKeys(Traffic.values());
        open.forEach((traffic, bySubject) ->
                assertThat(bySubject.values()).as(traffic.title()).allSatisfy(LoadReportTests::isWhole));
        Map<Subject, Measured> hot = Objects.requireNonNull(open.get(Traffic.HOT_KEY));
        Measured without = Objects.requireNonNull(hot.get(Subject.WITHOUT));
        Measured with = Objects.requireNonNull(hot.get(Subject.WITH));
        assertThat(without.answers().hitRatio()).isZero();
        assertThat(with.answers().hitRatio()).isGreaterThan(0.5);
        assertThat(with.readUnitsASecond()).isLessThan(without.readUnitsASecond());
        assertThat(results.closed()).containsOnlyKeys(Plan.AS_THE_SERVICE);
        Measured outage = Objects.requireNonNull(results.outages().get(Traffic.ZIPF));
        isWhole(outage);
        for (int second = 0; second < plan.outage().toSeconds() * 3; second++) {
            assertThat(outage.recording().reads(second, second + 1).answers()).isPositive();
        }

        LoadReport.write(new Page(docs), plan, results, LoadReport.tables(plan, results));
        assertThat(docs.resolve("load.md")).content().contains("| hot key | without |");
        assertThat(docs.resolve("images")).isDirectoryContaining("glob:**load-*.svg");
    }

    private static void isWhole(Measured measured) {
        assertThat(measured.recording().all().failures()).isZero();
        assertThat(measured.recording().reads().answers()).isPositive();
        assertThat(measured.application().cores()).isPositive();
        assertThat(measured.redis().memory()).isPositive();
    }
}
