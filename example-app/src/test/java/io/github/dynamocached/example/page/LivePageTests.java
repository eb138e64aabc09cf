package io.github.dynamocached.example.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.example.RunningService;
import io.github.dynamocached.example.ServiceClient;
import io.github.dynamocached.example.browser.Accessibility;
import io.github.dynamocached.example.browser.BrowserExtension;
import io.github.dynamocached.example.browser.Tab;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The live page in a browser: the part that takes seconds. */
@RunningService
class LivePageTests {

    @RegisterExtension
    static final BrowserExtension BROWSER = new BrowserExtension();

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final int port;
    private LivePage page;

    LivePageTests(@LocalServerPort int port) {
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
    void trafficMovesTheChartsUntilItIsStopped() {
        page.startTraffic("HOT");
        await().untilAsserted(() -> assertThat(page.headline("hit-ratio")).isGreaterThan(70));
        await().until(() -> page.draws("hit-ratio", "with")
                && page.draws("latency", "with")
                && page.draws("latency", "without")
                && page.draws("requests", "with"));
        assertThat(page.headline("requests")).isPositive();
        assertThat(page.headline("units")).isPositive();
        assertThat(page.headline("money")).isPositive();
        assertThat(page.figures("latency")).hasSize(6).allMatch(figure -> figure.matches("[\\d.]+ ms"));
        assertThat(page.figures("requests").get(3)).as("failed").isEqualTo("0");
        page.stopTraffic();
        await().untilAsserted(() -> assertThat(page.headline("requests")).isZero());
        page.assertQuiet();
    }

    @Test
    void experimentsShowOneLoadAnEvictionAndAnEntry() {
        page.tab().click("#stampede-start");
        page.awaitText("#stampede-result", "Cache-aside by hand", PATIENCE);
        assertThat(page.tab().text("#stampede-result .lane"))
                .contains("1 read of DynamoDB,")
                .doesNotContain("failed");
        // Some of its hundreds of reads may fail on a busy machine. Those of the cache may not.
        assertThat(page.tab().text("#stampede-result .lane:nth-child(2)")).containsPattern("\\d{2,} reads of DynamoDB");

        page.tab().click("#journey-start");
        page.awaitText("#journey-stops", "The read after that", PATIENCE);
        assertThat(page.tab().text("#journey-stops"))
                .containsPattern("(?s)The entry is gone.*The next read.*MISS: .*The read after that.*HIT: ");

        page.tab().click("[name=id]");
        page.tab().evaluate("document.querySelector('[name=id]').select()");
        "user998".chars().mapToObj(Character::toString).forEach(page.tab()::press);
        page.tab().press("Enter");
        page.awaitText("#entry-result", "dynamocached:users:user998", PATIENCE);
        assertThat(page.tab().text("#entry-result"))
                .contains("A fresh value of")
                .contains("@x");
        page.assertQuiet();
    }

    @Test
    void pageIsAccessibleInBothColoursAndSizes() {
        Tab tab = page.tab();
        for (boolean dark : new boolean[] {false, true}) {
            tab.dark(dark);
            assertThat(Accessibility.violations(tab)).as("dark: " + dark).isEmpty();
        }
        tab.resize(390, 844);
        assertThat(Accessibility.violations(tab)).as("narrow").isEmpty();
        assertThat(tab.evaluate("document.documentElement.scrollWidth").asInt()).isLessThanOrEqualTo(390);
        tab.tabTo("#traffic-start");
        tab.press("Enter");
        page.awaitText("#announcement", "Traffic started: 200 reads a second", PATIENCE);
        tab.tabTo("#traffic-stop");
        tab.press("Enter");
        page.awaitText("#announcement", "Traffic stopped.", PATIENCE);
        assertThat(tab.evaluate("document.activeElement.id").asString()).isEqualTo("traffic-start");
        page.assertQuiet();
    }
}
