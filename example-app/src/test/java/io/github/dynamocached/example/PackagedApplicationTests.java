package io.github.dynamocached.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.servers.SharedServers;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PackagedApplicationTests {

    @Test
    void profileAwsUsesTheConfiguredEndpointsAndStartsWhileRedisIsAway() throws IOException {
        try (RedisServer redis = RedisServer.start()) {
            redis.kill();
            try (ChildApplication application = ChildApplication.startedAsPackaged(
                    "--spring.profiles.active=aws",
                    "--example.dynamodb.endpoint=" + SharedServers.dynamoDb().endpoint(),
                    "--spring.data.redis.url=" + redis.uri())) {
                ServiceClient service = application.awaitService();
                Answer answer = service.get("/users/user123");
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.cache()).containsExactly("BYPASS");
                assertThat(answer.readUnits()).isPositive();
                assertNoLivePage(service);

                redis.restart();
                await().untilAsserted(() ->
                        assertThat(service.get("/users/user123").cache()).containsExactly("HIT"));
                assertThat(redis.execute("EXISTS", "dynamocached:users:user123"))
                        .isEqualTo(1L);
            }
        }
    }

    private static void assertNoLivePage(ServiceClient service) {
        for (String path :
                List.of("/", "/index.html", "/page/main.js", "/page/live", "/webjars/uplot/1.6.30/LICENSE")) {
            assertThat(service.get(path).status()).as(path).isEqualTo(404);
        }
        assertThat(service.put("/page/traffic", "{\"pattern\": \"STEADY\", \"perSecond\": 1}")
                        .status())
                .isEqualTo(404);
        assertThat(service.put("/page/redis", "{\"state\": \"KILLED\"}").status())
                .isEqualTo(404);
    }

    @Test
    @Tag("full")
    void profileAwsShowsTheLivePageIfItIsSwitchedOnButStopsNoRedis() throws IOException {
        try (ChildApplication application = ChildApplication.startedAsPackaged(
                "--spring.profiles.active=aws",
                "--example.page.enabled=true",
                "--example.dynamodb.endpoint=" + SharedServers.dynamoDb().endpoint(),
                "--spring.data.redis.url=" + SharedServers.redis().uri(),
                "--dynamocached.key-prefix=" + UUID.randomUUID())) {
            ServiceClient service = application.awaitService();
            assertThat(service.get("/").response().body()).contains("DynamoCached, live");
            assertThat(service.get("/page/main.js").status()).isEqualTo(200);
            Answer refused = service.put("/page/redis", "{\"state\": \"KILLED\"}");
            assertThat(refused.status()).isEqualTo(404);
            assertThat(refused.text("/detail"))
                    .isEqualTo("The example has not started this Redis, so it does not stop it.");
            assertThat(SharedServers.redis().answers()).isTrue();
        }
    }

    @Test
    void withoutAProfileItSaysThatTheServersAreMissing() throws IOException {
        try (ChildApplication application = ChildApplication.startedAsPackaged()) {
            application.awaitLog(Pattern.quote("This jar contains no Redis and no DynamoDB. Start it with"
                    + " --spring.profiles.active=aws to use your own, or start the example from its sources:"
                    + " ./mvnw -pl example-app -am spring-boot:run"));
        }
    }
}
