package io.github.dynamocached.example.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.example.Answer;
import io.github.dynamocached.example.ExampleApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;

/** The same over HTTP with Spring Security, which secures the endpoint as Spring Boot secures all of them. */
@SpringBootTest(
        classes = ExampleApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            SecurityOnRequest.PROPERTY + "=true",
            "spring.security.user.name=operator",
            "spring.security.user.password=any",
            "management.endpoint.dynamocached.show-values=when-authorized",
            "dynamocached.redis.timeout=5s",
            "dynamocached.redis.evict-timeout=5s",
            "dynamocached.streams.tables="
        })
@DirtiesContext
class SecuredEndpointTests {

    private static final String OPERATOR =
            "Basic " + Base64.getEncoder().encodeToString("operator:any".getBytes(StandardCharsets.UTF_8));

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;

    SecuredEndpointTests(@LocalServerPort int port) {
        this.port = port;
    }

    private Answer ask(String method, String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return new Answer(http.send(request.build(), BodyHandlers.ofString()));
    }

    private Answer asOperator(String path) throws IOException, InterruptedException {
        return ask("GET", path, "Authorization", OPERATOR);
    }

    @Test
    void healthIsOpenAndTheCachesAreNot() throws Exception {
        assertThat(ask("GET", "/actuator/health").text("/components/dynamocached/status"))
                .isEqualTo("UP");
        assertThat(ask("GET", "/actuator/dynamocached").status()).isEqualTo(401);
        assertThat(ask("GET", "/actuator/dynamocached/users/user941").status()).isEqualTo(401);
        assertThat(ask("GET", "/actuator/prometheus").status()).isEqualTo(401);
    }

    @Test
    void operatorSeesCachesAndValues() throws Exception {
        assertThat(asOperator("/actuator/dynamocached/users").text("/settings/ttl/value"))
                .isEqualTo("10m");
        assertThat(asOperator("/users/user942").status()).isEqualTo(200);
        Answer entry = asOperator("/actuator/dynamocached/users/user942");
        assertThat(entry.text("/variants/0/value/email")).contains("@example.com");
    }

    @Test
    void nobodyEvictsWithoutATokenAgainstForgedRequests() throws Exception {
        assertThat(asOperator("/users/user943").status()).isEqualTo(200);
        assertThat(ask("DELETE", "/actuator/dynamocached/users/user943").status())
                .isIn(401, 403);
        assertThat(ask("DELETE", "/actuator/dynamocached/users/user943", "Authorization", OPERATOR)
                        .status())
                .isIn(401, 403);
        assertThat(asOperator("/actuator/dynamocached/users/user943").text("/variants/0/freshness"))
                .isEqualTo("fresh");
    }
}
