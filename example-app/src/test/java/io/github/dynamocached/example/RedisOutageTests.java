package io.github.dynamocached.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.servers.RedisServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;

@RunningService
@DirtiesContext
class RedisOutageTests {

    @Autowired
    private RedisServer redis;

    private final ServiceClient service;

    RedisOutageTests(@LocalServerPort int port) {
        service = new ServiceClient(port);
    }

    @BeforeEach
    void awaitCache() {
        service.awaitCache();
    }

    @Test
    void withoutRedisTheServiceAnswersFromDynamoDbAndWithItFromTheCacheAgain() {
        Answer before = service.get("/users/user400");
        redis.kill();

        Answer during = service.get("/users/user400");
        assertThat(during.status()).isEqualTo(200);
        assertThat(during.cache()).containsExactly("BYPASS");
        assertThat(during.readUnits()).isPositive();
        assertThat(during.json()).isEqualTo(before.json());
        assertThat(service.post("/sessions/session99/turns", "{\"role\": \"agent\", \"text\": \"I am here.\"}")
                        .status())
                .isEqualTo(201);
        Answer context = service.get("/sessions/session99/context?turns=1");
        assertThat(context.text("/turns/0/text")).isEqualTo("I am here.");
        assertThat(context.cache()).allMatch(line -> line.startsWith("BYPASS; "));

        redis.restart();
        await().untilAsserted(
                        () -> assertThat(service.get("/users/user400").cache()).containsExactly("HIT"));
    }
}
