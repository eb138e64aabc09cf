package io.github.dynamocached.example.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.example.ExampleApplication;
import io.github.dynamocached.example.ServiceClient;
import io.github.dynamocached.example.browser.BrowserExtension;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import tools.jackson.databind.JsonNode;

/** The live page with the settings that a newcomer gets, while Redis is taken away and given back. */
@Tag("full")
@SpringBootTest(classes = ExampleApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@DirtiesContext
class LivePageOutageTests {

    @RegisterExtension
    static final BrowserExtension BROWSER = new BrowserExtension();

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Five budgets of the cache, a slow read of DynamoDB, and some room for a busy machine. */
    private static final double SLOWEST_P99_MILLIS = 3_000;

    private final int port;
    private LivePage page;

    LivePageOutageTests(@LocalServerPort int port) {
        this.port = port;
    }

    @BeforeEach
    void openPage() {
        new ServiceClient(port).awaitCache();
        page = new LivePage(BROWSER.open(1280, 900), port);
    }

    @AfterEach
    void closePage() {
        page.close();
    }

    @Test
    void redisPausedForTenSecondsUnderTrafficFailsNoReadAndBoundsLatency() throws InterruptedException {
        page.startTraffic("HOT");
        await().untilAsserted(() -> assertThat(page.headline("hit-ratio")).isGreaterThan(80));
        page.recordTicks();

        page.tab().click("#redis-pause");
        long paused = System.nanoTime();
        page.awaitText("#state-redis", "paused", PATIENCE);
        page.awaitText("#state-circuit", "open", PATIENCE);
        await().untilAsserted(() -> assertThat(page.headline("hit-ratio")).isZero());
        assertThat(page.draws("requests", "other")).as("bypasses").isTrue();
        Thread.sleep(Math.max(0, 10_000 - (System.nanoTime() - paused) / 1_000_000)); // The length of the pause.

        page.tab().click("#redis-restore");
        page.awaitText("#state-circuit", "closed", PATIENCE);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(page.headline("hit-ratio")).isGreaterThan(80));
        List<JsonNode> ticks = page.ticks();
        page.stopTraffic();

        assertThat(ticks).filteredOn(tick -> isIn(tick, "PAUSED")).hasSizeGreaterThanOrEqualTo(9);
        assertThat(ticks).extracting(tick -> tick.get("failures").asInt()).containsOnly(0);
        assertThat(ticks).allMatch(tick -> readsIn(tick) > 0, "reads in every second");
        assertThat(ticks)
                .extracting(tick -> tick.at("/latency/p99").asDouble())
                .allMatch(p99 -> p99 > 0 && p99 < SLOWEST_P99_MILLIS);
        assertThat(ticks)
                .extracting(tick -> tick.get("circuit").asString())
                .contains("OPEN")
                .endsWith("CLOSED");
        page.assertQuiet();
    }

    @Test
    void killedRedisComesBackEmptyAndFillsAgain() {
        page.startTraffic("ZIPF");
        await().untilAsserted(() -> assertThat(page.headline("hit-ratio")).isPositive());
        page.recordTicks();

        page.tab().click("#redis-kill");
        page.awaitText("#state-redis", "killed", PATIENCE);
        page.awaitText("#state-circuit", "open", PATIENCE);
        assertThat(page.tab().evaluate("document.activeElement.id").asString())
                .as("the focus leaves the button that can no longer be pressed")
                .isEqualTo("redis-restore");
        page.tab().click("#stampede-start");
        page.awaitText("#announcement", "Restore it first.", PATIENCE);
        assertThat(new ServiceClient(port)
                        .put("/page/redis", "{\"state\": \"PAUSED\"}")
                        .status())
                .isEqualTo(409);

        page.tab().click("#redis-restore");
        page.awaitText("#state-redis", "running", PATIENCE);
        page.awaitText("#state-circuit", "closed", PATIENCE);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(page.headline("hit-ratio")).isGreaterThan(50));
        page.stopTraffic();
        assertThat(page.ticks())
                .extracting(tick -> tick.get("failures").asInt())
                .containsOnly(0);
        assertThat(page.tab().complaints())
                .as("the refused stampede")
                .hasSize(1)
                .allMatch(line -> line.contains("409"));
    }

    @Test
    void onlyTheOtherCachesReturnOldDataAndForTheirWholeTimeToLive() {
        page.tab().click("#race-start");
        page.awaitText("#race-verdict", "Cache-aside by hand lied for", PATIENCE);
        assertThat(page.tab().text("#race-verdict"))
                .contains("DynamoCached was never wrong.")
                .containsPattern("@Cacheable lied for (9|1\\d)\\.\\d s")
                .containsPattern("Cache-aside by hand lied for (9|1\\d)\\.\\d s");
        assertThat(page.tab().text("#race-lanes .lane")).contains("returned the new name at once");
        page.assertQuiet();
    }

    @Test
    void heldChartsStandStillAndGoOn() {
        page.startTraffic("STEADY");
        await().untilAsserted(() -> assertThat(page.headline("requests")).isPositive());
        page.tab().click("#charts-hold");
        String held = page.tab().text("#charts");
        page.stopTraffic();
        page.recordTicks();
        await().until(() -> page.ticks().size() >= 2);
        assertThat(page.tab().text("#charts")).isEqualTo(held);
        page.tab().click("#charts-hold");
        await().untilAsserted(() -> assertThat(page.headline("requests")).isZero());
    }

    @Test
    void theStreamReportsAWriteThatIsFollowed() {
        page.tab().click("#journey-start");
        page.awaitText("#journey-stops", "The stream reports the write", PATIENCE);
        page.assertQuiet();
    }

    private static boolean isIn(JsonNode tick, String state) {
        return tick.get("redis").asString().equals(state);
    }

    private static long readsIn(JsonNode tick) {
        return Stream.of("hits", "misses", "bypasses")
                .mapToLong(kind -> tick.at("/counts/" + kind).asLong())
                .sum();
    }
}
