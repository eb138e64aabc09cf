package io.github.dynamocached.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.servers.RedisServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import tools.jackson.databind.JsonNode;

@RunningService
@DirtiesContext
class RedisOutageTests {

    private static final String MESSAGE = "{\"user\": \"ada\", \"role\": \"agent\", \"text\": \"Hello?\"}";

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

    /** Who is online, and how much somebody may write, is known only to Redis. The turns are not. */
    @Test
    void withoutRedisTheChatGoesOnWithoutLimitAndPresence() throws Exception {
        try (ChatReader reader = service.chat("session98", "ada")) {
            // The chat's own client of Redis may not be connected again since the test before.
            await().untilAsserted(() -> {
                reader.renew();
                assertThat(online().at("/users")).isNotEmpty();
            });
            redis.kill();

            int last = 0;
            for (int message = 1; message <= 8; message++) {
                last = send();
            }
            reader.awaitTurn(last);
            assertThat(reader.sequences()).isSorted().endsWith(last - 1, last).doesNotHaveDuplicates();
            assertThat(online().at("/known").asBoolean()).isFalse();
            assertThat(service.get("/chat/users/ada/connections").status()).isEqualTo(503);
            reader.renew();

            redis.restart();
            await().untilAsserted(() -> {
                reader.renew();
                assertThat(online().at("/users").toString()).isEqualTo("[\"ada\"]");
            });
            await().until(() ->
                    service.post("/chat/sessions/session98/messages", MESSAGE).status() == 429);
            reader.awaitTurn(send("/sessions/session98/turns"));
        }
    }

    private int send() {
        return send("/chat/sessions/session98/messages");
    }

    private int send(String path) {
        Answer answer = service.post(path, MESSAGE);
        assertThat(answer.status()).isEqualTo(201);
        return answer.json().at("/sequence").asInt();
    }

    private JsonNode online() {
        return service.get("/chat/sessions/session98/online").json();
    }
}
