package io.github.dynamocached.example.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.example.RunningService;
import io.github.dynamocached.example.browser.Browser;
import io.github.dynamocached.example.browser.Tab;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The live page in a browser. */
@RunningService
class LivePageTests {

    private static Browser browser;

    private final String address;
    private Tab tab;

    LivePageTests(@LocalServerPort int port) {
        address = "http://localhost:" + port;
    }

    @BeforeAll
    static void startBrowser() {
        browser = Browser.start();
    }

    @AfterAll
    static void closeBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void openPage() {
        tab = browser.open(1280, 900);
        tab.go(address + "/");
    }

    @AfterEach
    void closePage() {
        tab.close();
    }

    @Test
    void trafficRaisesTheHitRatioUntilItIsStopped() {
        tab.click("[name=pattern][value=HOT]");
        tab.click("#traffic-start");
        await().untilAsserted(() -> assertThat(tab.text("#traffic-state")).contains("200 reads a second, one hot key"));
        await().untilAsserted(() ->
                assertThat(percentOf(tab.text("#chart-hit-ratio .headline"))).isGreaterThan(80));
        tab.click("#traffic-stop");
        await().untilAsserted(() -> assertThat(tab.text("#traffic-state")).startsWith("No traffic."));
        assertThat(tab.complaints()).isEmpty();
        assertThat(tab.requests()).allMatch(request -> request.startsWith(address));
    }

    /** The number of a text such as "98.2 %". Before the first reads there is a dash. */
    private static double percentOf(String text) {
        return text.equals("–") ? 0 : Double.parseDouble(text.replace(" %", ""));
    }
}
