package io.github.dynamocached.example.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.example.ExampleApplication;
import io.github.dynamocached.example.ServiceClient;
import io.github.dynamocached.example.browser.BrowserExtension;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;

/** The other writer of the live page, in a browser. The service follows the stream of the table, as it does by default. */
@Tag("full")
@DirtiesContext
@SpringBootTest(
        classes = ExampleApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"dynamocached.redis.timeout=5s", "dynamocached.redis.evict-timeout=5s"})
class OtherWriterTests {

    @RegisterExtension
    static final BrowserExtension BROWSER = new BrowserExtension();

    private final int port;

    OtherWriterTests(@LocalServerPort int port) {
        this.port = port;
    }

    @Test
    void streamEvictsWhatAnotherProgramHasWritten() {
        ServiceClient service = new ServiceClient(port);
        service.awaitCache();
        try (LivePage page = new LivePage(BROWSER.open(1280, 900), port)) {
            page.tab().click("#other-writer-start");
            page.awaitText("#other-writer-stops", "The read after that", Duration.ofSeconds(60));
            assertThat(page.tab().text("#other-writer-stops"))
                    .containsPattern(
                            "(?s)is now Mary Somerville.*The stream has evicted the entry.*Mary Somerville, after")
                    .endsWith("HIT: name Mary Somerville");
            assertThat(service.get("/users/user997").text("/name")).isEqualTo("Mary Somerville");
            page.assertQuiet();
        }
    }
}
