package io.github.dynamocached.example.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.example.Answer;
import io.github.dynamocached.example.RunningService;
import io.github.dynamocached.example.ServiceClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What the page's part of the server refuses. */
@Tag("full")
@RunningService
class PageRequestsTests {

    private final int port;
    private final ServiceClient service;

    PageRequestsTests(@LocalServerPort int port) {
        this.port = port;
        service = new ServiceClient(port);
    }

    @Test
    void trafficIsBounded() {
        Answer answer = service.put("/page/traffic", "{\"pattern\": \"STEADY\", \"perSecond\": 1001}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/detail")).contains("perSecond");
    }

    /** Such a request needs no consent of this server. Every page that the reader's browser shows can send it. */
    @ParameterizedTest
    @ValueSource(strings = {"/page/stampede", "/page/race", "/page/journey"})
    void anotherSiteCannotStartAnExperimentWithAForm(String path) throws IOException, InterruptedException {
        HttpRequest form = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{}"))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(form, BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void redisHasOnlyTheStatesOfTheButtons() {
        assertThat(service.put("/page/redis", "{\"state\": \"ERASED\"}").status())
                .isEqualTo(400);
        assertThat(service.put("/page/redis", "{}").status()).isEqualTo(400);
    }
}
