package io.github.dynamocached.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RowTests {

    @ParameterizedTest
    @EnumSource(names = {"FIELDS", "SPRING_LETTUCE"})
    void hitsAreHits(Row row) throws Throwable {
        measure(row);
    }

    @Tag("full")
    @ParameterizedTest
    @EnumSource(
            names = {"FIELDS", "SPRING_LETTUCE"},
            mode = EnumSource.Mode.EXCLUDE)
    void everyRowMeasuresWhatItSays(Row row) throws Throwable {
        measure(row);
    }

    private static void measure(Row row) throws Throwable {
        try (Subject subject = row.open()) {
            subject.call();
            subject.check();
        }
    }

    @Test
    void theValueHas293BytesAsJson() {
        assertThat(ProductText.JSON.getBytes(UTF_8)).hasSize(293);
    }

    @Test
    void aMissDoesNotPassForAHit() throws Throwable {
        AtomicInteger calls = new AtomicInteger();
        try (Subject subject = Subject.hits(
                () -> {},
                "value",
                () -> calls.incrementAndGet() > 30 ? Loads.load("value").getId() : "value")) {
            subject.check();
            for (int i = 0; i < 30; i++) {
                subject.call();
            }
            assertThatIllegalStateException().isThrownBy(subject::check);
        }
    }

    @Test
    void aWrongValueDoesNotPassForAHit() {
        assertThatIllegalStateException().isThrownBy(() -> Subject.hits(() -> {}, "value", () -> "other"));
    }
}
