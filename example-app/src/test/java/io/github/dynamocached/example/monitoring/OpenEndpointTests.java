package io.github.dynamocached.example.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.example.Answer;
import io.github.dynamocached.example.RunningService;
import io.github.dynamocached.example.ServiceClient;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Health, info and the endpoint of the caches over HTTP, as an application without Spring Security has them. */
@RunningService
class OpenEndpointTests {

    private final ServiceClient service;

    OpenEndpointTests(@LocalServerPort int port) {
        service = new ServiceClient(port);
    }

    @BeforeEach
    void awaitCache() {
        service.awaitCache();
    }

    @Test
    void healthIsUpWithTheDetailsOfTheCache() {
        Answer health = service.get("/actuator/health");
        assertThat(health.status()).isEqualTo(200);
        assertThat(health.text("/status")).isEqualTo("UP");
        assertThat(health.text("/components/dynamocached/status")).isEqualTo("UP");
        assertThat(health.json()
                        .at("/components/dynamocached/details/primaries")
                        .values())
                .singleElement()
                .satisfies(
                        primary -> assertThat(primary.at("/reads").asString()).isEqualTo("closed"));
        assertThat(health.json().at("/components/redis").isMissingNode()).isTrue();
    }

    @Test
    void infoNamesTheCaches() {
        assertThat(service.get("/actuator/info").text("/dynamocached/caches/users/consistency"))
                .isEqualTo("strict");
    }

    @Test
    void cacheIsShownWithItsSettingsItsMethodsAndItsCounts() {
        Answer users = service.get("/actuator/dynamocached/users");
        assertThat(users.status()).isEqualTo(200);
        assertThat(users.text("/settings/ttl/value")).isEqualTo("10m");
        assertThat(users.text("/settings/ttl/origin")).isEqualTo("dynamocached.caches.users.ttl");
        assertThat(users.json().at("/methods").propertyNames()).contains("UserRepository.findById(String)");
        assertThat(users.json().at("/reads/miss").asLong()).isPositive();
        assertThat(users.json().at("/readUnits/consumed").asDouble()).isPositive();
        assertThat(service.get("/actuator/dynamocached/unknown").status()).isEqualTo(404);
    }

    @Test
    void entryIsShownAndEvicted() {
        assertThat(service.get("/users/user931").cache()).isEqualTo(List.of("MISS"));
        Answer entry = service.get("/actuator/dynamocached/users/user931");
        assertThat(entry.text("/variants/0/freshness")).isEqualTo("fresh");
        assertThat(entry.response().body()).doesNotContain("@example.com");

        Answer evicted = service.delete("/actuator/dynamocached/users/user931");
        assertThat(evicted.json().at("/acknowledged").asBoolean()).isTrue();

        assertThat(service.get("/actuator/dynamocached/users/user931").json().at("/variants"))
                .isEmpty();
        assertThat(service.get("/users/user931").cache()).isEqualTo(List.of("MISS"));
    }
}
