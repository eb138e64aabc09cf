package io.github.dynamocached.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.servers.SharedServers;
import java.io.IOException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PackagedApplicationTests {

    private static final String DYNAMO_DB =
            "--example.dynamodb.endpoint=" + SharedServers.dynamoDb().endpoint();

    @Test
    void profileAwsUsesTheConfiguredEndpoints() throws IOException {
        String redis = "--spring.data.redis.url=" + SharedServers.redis().uri();
        try (ChildApplication application =
                ChildApplication.startedAsPackaged("--spring.profiles.active=aws", DYNAMO_DB, redis)) {
            ServiceClient service = application.awaitService();
            service.awaitCache();
            service.get("/users/user123");
            assertThat(service.get("/users/user123").cache()).containsExactly("HIT");
            assertThat(SharedServers.redis().execute("EXISTS", "dynamocached:users:user123"))
                    .isEqualTo(1L);
        }
    }

    @Test
    void withRedisAwayAtTheStartItStartsAndAnswers() throws IOException {
        try (RedisServer away = RedisServer.start()) {
            away.kill();
            try (ChildApplication application = ChildApplication.startedAsPackaged(
                    "--spring.profiles.active=aws", DYNAMO_DB, "--spring.data.redis.url=" + away.uri())) {
                ServiceClient service = application.awaitService();
                Answer answer = service.get("/users/user123");
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.cache()).containsExactly("BYPASS");
                assertThat(answer.readUnits()).isPositive();

                away.restart();
                service.awaitCache();
            }
        }
    }

    @Test
    void withoutAProfileItSaysThatTheServersAreMissing() throws IOException {
        try (ChildApplication application = ChildApplication.startedAsPackaged()) {
            application.awaitLog(Pattern.quote("This jar holds no Redis and no DynamoDB. Start it with"
                    + " --spring.profiles.active=aws to use yours, or start the example from its sources:"
                    + " ./mvnw -pl example-app -am spring-boot:run"));
        }
    }
}
