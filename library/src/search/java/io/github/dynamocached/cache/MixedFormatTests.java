package io.github.dynamocached.cache;

import static io.github.dynamocached.cache.FencedWriteActor.Kind.EVICT;
import static io.github.dynamocached.cache.FencedWriteActor.Kind.PUT;
import static io.github.dynamocached.cache.FencedWriteActor.Kind.TIMES_OUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Promises P1 and P2 while nodes of two stored formats work on one key. That holds because the formats share leases, hold-offs
 * and fences: with ones of its own for each format, the search finds a violation.
 */
class MixedFormatTests extends BrokenVariantFixture {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration FENCE = Duration.ofSeconds(15);

    private static void assertHolds(Supplier<SearchScenario> scenario, String... clients) {
        for (String client : clients) {
            SearchReport report = new StateSearch(scenario.get().broken(OtherFormat.of(client))).run();
            report.print("other format on " + client + ": ");
            assertThat(report.violation()).isNull();
        }
    }

    /** Calls of two methods, because the nodes are not the same although the same happens on them. */
    @Test
    @Tag("full")
    void readsAndAWrite() {
        assertHolds(
                () -> strict("two nodes read, a write").read("A").read("B", 1).write(), "A", "B", "W0");
    }

    @Test
    @Tag("full")
    void readsOfAnEventualCacheAndAWrite() {
        assertHolds(
                () -> eventual("eventual: two nodes read, a write")
                        .read("A")
                        .read("B", 1)
                        .write(),
                "A",
                "W0");
    }

    @Test
    void staleValueARefreshAndAWrite() {
        assertHolds(
                () -> strict("a stale value, a read, a refresh, a write")
                        .read("A")
                        .refresh("B")
                        .write()
                        .filled(MINUTE, Duration.ZERO),
                "A",
                "B",
                "W0");
    }

    @Test
    @Tag("full")
    void announcedWriteAndAPut() {
        assertHolds(
                () -> fenced("fenced: a write, a put")
                        .read("A")
                        .fencedWrite(EVICT)
                        .fencedWrite(PUT),
                "A",
                "W0",
                "W1");
    }

    @Test
    @Tag("full")
    void announcedWriteThatTimesOut() {
        assertHolds(
                () -> fenced("fenced: a write times out, its fence ends")
                        .read("A")
                        .fencedWrite(TIMES_OUT)
                        .restart()
                        .timePasses(FENCE, 1),
                "A",
                "W0");
    }

    @Test
    void announcedWriteAndAnEvictionOfAllEntries() {
        assertHolds(
                () -> fenced("fenced: a write, all entries are evicted")
                        .read("A")
                        .fencedWrite(EVICT)
                        .evictAll(),
                "A",
                "W0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "W0"})
    void fencesOfItsOwnForEachFormatAreCaught(String client) {
        assertFound(fenced("fences of each format")
                .read("A")
                .read("A")
                .fencedWrite(EVICT)
                .broken(own("@w", client)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "W0"})
    void holdOffOfItsOwnForEachFormatIsCaught(String client) {
        assertFound(eventual("hold-offs of each format").read("A").write().broken(own("@h", client)));
    }

    private static BrokenVariant own(String field, String client) {
        return OtherFormat.withOwn(Set.of(field), client);
    }
}
