package io.github.dynamocached.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.servers.SharedServers;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example, processed ahead of time as for a native image, runs on the JVM as the ordinary one does. */
@Tag("full")
class AheadOfTimeTests {

    private static final String ADA =
            "{\"name\": \"Ada\", \"email\": \"ada@example.com\", \"plan\": \"pro\", \"since\": \"2020-01-01\"}";

    @Test
    void processedApplicationCachesAndEvicts(@TempDir Path folder) throws Exception {
        try (RedisServer redis = RedisServer.start()) {
            String[] arguments = {
                "--spring.profiles.active=aws",
                "--example.dynamodb.endpoint=" + SharedServers.dynamoDb().endpoint(),
                "--spring.data.redis.url=" + redis.uri(),
                "--dynamocached.redis.timeout=5s",
                "--dynamocached.redis.evict-timeout=5s"
            };
            ProcessedApplication processed = ProcessedApplication.of(folder, arguments);
            assertThat(processed.hasClass("io.github.dynamocached.example.users.UserRepository$$SpringCGLIB$$0"))
                    .isTrue();
            assertThat(processed.nativeMetadata())
                    .contains("io/github/dynamocached/layout/*.lua")
                    .contains("io.github.dynamocached.dynamodb.EvictingWrites")
                    .contains("io.github.dynamocached.example.sessions.Turn");
            try (ChildApplication application = processed.started(arguments)) {
                application.awaitLog("Starting AOT-processed ExampleApplication");
                application.awaitLog("Cache 'users' is evicted by SDK writes to table 'users'");
                ServiceClient service = application.awaitService();
                service.awaitCache();
                assertThat(service.get("/users/user77").cache()).containsExactly("MISS");
                await().untilAsserted(() ->
                        assertThat(service.get("/users/user77").cache()).containsExactly("HIT"));
                assertThat(service.put("/users/user77", ADA).status()).isEqualTo(200);
                Answer afterTheWrite = service.get("/users/user77");
                assertThat(afterTheWrite.cache()).containsExactly("MISS");
                assertThat(afterTheWrite.json().get("name").asString()).isEqualTo("Ada");
                assertThat(redis.execute("EXISTS", "dynamocached:users:user77")).isEqualTo(1L);
            }
        }
    }
}
