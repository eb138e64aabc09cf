package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.PrimaryState;
import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import io.github.dynamocached.cache.ReadThroughCaches;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.servers.SharedServers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The health of the cache is always up. It says what does not work, and what to do. */
class HealthTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ApplicationContextRunner application = Applications.runner(
                    HealthContributorAutoConfiguration.class, HealthContributorRegistryAutoConfiguration.class)
            .withBean(Labels.class);

    static class Labels {

        @DynamoCached("labels")
        public String label(String id) {
            return "label of " + id;
        }

        @DynamoEvict("labels")
        public void rename(String id) {}
    }

    private static ApplicationContextRunner on(ApplicationContextRunner application, String redis) {
        return application.withPropertyValues("spring.data.redis.url=" + redis);
    }

    private static Health healthOf(ApplicationContext context) {
        HealthIndicator indicator = (HealthIndicator) Objects.requireNonNull(
                context.getBean(HealthContributorRegistry.class).getContributor("dynamocached"));
        Health health = Objects.requireNonNull(indicator.health());
        assertThat(health.getStatus()).isEqualTo(Status.UP);
        return health;
    }

    private static Map<String, Object> detailsOf(ApplicationContext context) {
        return healthOf(context).getDetails();
    }

    @Test
    void cacheThatWorksHasNoDegradedDetails() {
        RedisServer redis = SharedServers.redis();
        on(application, redis.uri().toString()).run(context -> {
            LocalServers.awaitRedis(context);
            String unused = context.getBean(Labels.class).label("a");
            assertThat(detailsOf(context))
                    .containsOnly(
                            Map.entry(
                                    "primaries",
                                    Map.of(
                                            "Redis at 127.0.0.1:" + redis.port(),
                                            Map.of("reads", "closed", "evictions", "closed"))),
                            Map.entry("pendingEvictions", Map.of()));
        });
    }

    @Test
    void whileRedisHangsItIsUpAndSaysWhatIsDegraded() {
        try (RedisServer redis = RedisServer.start()) {
            on(application, redis.uri().toString())
                    .withPropertyValues(
                            "dynamocached.redis.evict-timeout=100ms",
                            "dynamocached.redis.circuit-breaker.minimum-calls=2",
                            "dynamocached.redis.circuit-breaker.pause=200ms")
                    .run(context -> {
                        await().atMost(PATIENCE).until(() -> isWell(context));
                        redis.pause();
                        Labels labels = context.getBean(Labels.class);
                        labels.rename("secret");
                        await().atMost(PATIENCE).untilAsserted(() -> {
                            String unused = labels.label("b");
                            labels.rename("secret");
                            assertThat(detailsOf(context).toString()).doesNotContain("secret");
                            assertThat(detailsOf(context).get("degraded"))
                                    .asInstanceOf(InstanceOfAssertFactories.list(String.class))
                                    .satisfiesExactly(
                                            reads -> assertThat(reads)
                                                    .startsWith("Redis at 127.0.0.1:" + redis.port()
                                                            + " does not answer reads, so methods are called without the"
                                                            + " cache for its keys."),
                                            evictions -> assertThat(evictions)
                                                    .contains(" does not answer evictions, so they"),
                                            pending -> assertThat(pending)
                                                    .matches(
                                                            "Evictions of cache 'labels' have been pending for \\d+s\\."
                                                                    + " .*"));
                        });
                        assertThat(detailsOf(context).get("pendingEvictions"))
                                .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                                .extractingByKey("labels")
                                .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                                .containsEntry("queued", 1)
                                .containsEntry("wholeCache", false);
                        redis.resume();
                        await().atMost(PATIENCE).untilAsserted(() -> {
                            String unused = labels.label("b");
                            assertThat(detailsOf(context)).doesNotContainKey("degraded");
                        });
                    });
        }
    }

    private static boolean isWell(ApplicationContext context) {
        return context.getBean(ReadThroughCaches.class).primaries().stream().allMatch(PrimaryState::isWell);
    }

    @Test
    void withoutAnyConnectionItIsUpAndSaysSo() {
        on(application, "redis://127.0.0.1:1")
                .run(context -> assertThat(detailsOf(context))
                        .containsEntry("primaries", Map.of("Redis", Map.of("reads", "open", "evictions", "open")))
                        .extractingByKey("degraded")
                        .asInstanceOf(InstanceOfAssertFactories.list(String.class))
                        .hasSize(2)
                        .allSatisfy(text -> assertThat(text).startsWith("Redis does not answer ")));
    }

    @Test
    @Tag("full")
    void streamThatCannotBeReadIsToldWithWhatToDo() {
        on(application, SharedServers.redis().uri().toString())
                .withBean(
                        DynamoDbClient.class,
                        () -> SdkWritesFixture.at(SdkWritesFixture.endpoint(), DynamoDbClient.builder())
                                .build())
                .withPropertyValues(
                        "dynamocached.caches.labels.table=labels-that-nobody-created",
                        "dynamocached.caches.labels.key-attributes=id",
                        "dynamocached.streams.tables=labels-that-nobody-created")
                .run(context -> {
                    await().atMost(PATIENCE).until(() -> detailsOf(context).containsKey("degraded"));
                    await().atMost(PATIENCE)
                            .untilAsserted(() -> assertThat(detailsOf(context).get("degraded"))
                                    .isEqualTo(List.of(
                                            "The stream of table 'labels-that-nobody-created' is not read, because"
                                                    + " the table does not exist in this account and region. Create it, or correct"
                                                    + " dynamocached.streams.tables.")));
                    assertThat(detailsOf(context).get("streams"))
                            .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                            .extractingByKey("labels-that-nobody-created")
                            .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                            .containsEntry("leader", false)
                            .containsEntry("lag", "0s")
                            .containsKey("notWellSince");
                });
    }

    @Test
    void propertyOfBootSwitchesItOff() {
        on(application, SharedServers.redis().uri().toString())
                .withPropertyValues("management.health.dynamocached.enabled=false")
                .run(context -> assertThat(
                                context.getBean(HealthContributorRegistry.class).getContributor("dynamocached"))
                        .isNull());
    }

    @Test
    void indicatorOfTheApplicationReplacesIt() {
        HealthIndicator own = () -> Health.up().build();
        on(application, SharedServers.redis().uri().toString())
                .withBean("dynamocachedHealthIndicator", HealthIndicator.class, () -> own)
                .run(context -> assertThat(
                                context.getBean(HealthContributorRegistry.class).getContributor("dynamocached"))
                        .isSameAs(own));
    }

    @Test
    void withoutActuatorTheApplicationStarts() {
        on(Applications.runner(), SharedServers.redis().uri().toString())
                .withClassLoader(new FilteredClassLoader("org.springframework.boot.health"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("dynamocachedHealthIndicator"));
    }
}
