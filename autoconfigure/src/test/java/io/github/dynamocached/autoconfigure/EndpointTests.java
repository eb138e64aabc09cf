package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CacheSettingsCustomizer;
import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.cache.ReadThroughCaches;
import io.github.dynamocached.servers.SharedServers;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.invoke.ParameterValueMapper;
import org.springframework.boot.actuate.endpoint.web.EndpointMediaTypes;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpointDiscoverer;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** What the endpoint shows of caches and entries, and what it evicts. */
class EndpointTests {

    private final ApplicationContextRunner application = Applications.runner(EndpointAutoConfiguration.class)
            .withPropertyValues(
                    "spring.data.redis.url=" + SharedServers.redis().uri(),
                    "dynamocached.key-prefix=test-" + UUID.randomUUID(),
                    "dynamocached.redis.timeout=5s",
                    "dynamocached.redis.evict-timeout=5s",
                    "management.endpoints.web.exposure.include=dynamocached");
    private final ApplicationContextRunner withTurns = application.withBean(Turns.class);

    static class Turns {

        private int calls;

        @DynamoCached("turns")
        public String turn(String session, int number) {
            return "secret" + ++calls;
        }
    }

    private static CacheEndpoint endpointOf(ApplicationContext context) {
        LocalServers.awaitRedis(context);
        return context.getBean(CacheEndpoint.class);
    }

    private static Map<String, Object> turns(CacheEndpoint endpoint) {
        return Objects.requireNonNull(endpoint.cache("turns"));
    }

    private static Map<String, Object> entry(CacheEndpoint endpoint, String... key) {
        return Objects.requireNonNull(endpoint.entry("turns", key));
    }

    @Test
    void settingsAreThoseInForceWithWhereTheyCameFrom() {
        CacheSettingsCustomizer longFence = (cache, settings) -> settings.fence(Duration.ofSeconds(40));
        withTurns
                .withBean(CacheSettingsCustomizer.class, () -> longFence)
                .withPropertyValues(
                        "dynamocached.defaults.ttl=10m",
                        "dynamocached.defaults.hold-off=1s",
                        "dynamocached.caches.turns.ttl=1h",
                        "dynamocached.caches.turns.max-entry-size=100KB")
                .run(context -> assertThat(turns(endpointOf(context)).get("settings"))
                        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                        .containsEntry("ttl", Map.of("value", "1h", "origin", "dynamocached.caches.turns.ttl"))
                        .containsEntry("hold-off", Map.of("value", "1s", "origin", "dynamocached.defaults.hold-off"))
                        .containsEntry("lock-wait", Map.of("value", "2s", "origin", "default"))
                        .containsEntry("fence", Map.of("value", "40s", "origin", "CacheSettingsCustomizer"))
                        .containsEntry("consistency", Map.of("value", "eventual", "origin", "use of the cache"))
                        .containsEntry(
                                "max-entry-size",
                                Map.of("value", "102400B", "origin", "dynamocached.caches.turns.max-entry-size"))
                        .doesNotContainKey("time-to-live-attribute"));
    }

    @Test
    void countsAndHitRatioAreThoseOfTheMeters() {
        withTurns.withBean(MeterRegistry.class, SimpleMeterRegistry::new).run(context -> {
            CacheEndpoint endpoint = endpointOf(context);
            assertThat(turns(endpoint)).doesNotContainKey("hitRatio");
            for (int i = 0; i < 4; i++) {
                String unused = context.getBean(Turns.class).turn("s", 1);
            }
            assertThat(turns(endpoint))
                    .containsEntry("hitRatio", 0.75)
                    .containsEntry("readUnits", Map.of("consumed", 0.0, "saved", 0.0))
                    .containsEntry(
                            "reads",
                            Map.of(
                                    "hit",
                                    3L,
                                    "near_hit",
                                    0L,
                                    "miss",
                                    1L,
                                    "negative_hit",
                                    0L,
                                    "stale_hit",
                                    0L,
                                    "bypass",
                                    0L));
        });
    }

    @Test
    void withoutMetersThereAreNoCounts() {
        withTurns.run(context ->
                assertThat(turns(endpointOf(context))).containsOnlyKeys("settings", "methods", "pendingEvictions"));
    }

    static class BriefTurns {

        @DynamoCached(cache = "turns", ttl = "10s")
        public List<String> turns(String session) {
            return List.of("secret of " + session);
        }
    }

    @Test
    void lifetimesOfAnnotationsAreShownByMethod() {
        withTurns
                .withBean(BriefTurns.class)
                .withPropertyValues("dynamocached.caches.turns.stale-while-revalidate=1m")
                .run(context -> assertThat(turns(endpointOf(context)))
                        .containsEntry(
                                "methods",
                                Map.of(
                                        "EndpointTests.BriefTurns.turns(String)",
                                        Map.of("ttl", Map.of("value", "10s", "origin", "@DynamoCached")),
                                        "EndpointTests.Turns.turn(String, int)",
                                        Map.of())));
    }

    @Test
    void entryIsShownWithoutItsValueAndCanBeEvicted() {
        withTurns.run(context -> {
            CacheEndpoint endpoint = endpointOf(context);
            Turns turns = context.getBean(Turns.class);
            String first = turns.turn("s", 1);
            Map<String, Object> entry = entry(endpoint, "s", "1");
            assertThat(entry.toString()).doesNotContain("secret");
            assertThat(entry.get("variants"))
                    .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
                    .singleElement()
                    .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                    .containsEntry("freshness", "fresh")
                    .containsEntry("negative", false)
                    .containsEntry("leased", false);
            assertThat(entry(endpoint, "s", "2")).containsEntry("variants", List.of());

            assertThat(endpoint.evict("turns", new String[] {"s", "1"})).isEqualTo(Map.of("acknowledged", true));

            assertThat(entry(endpoint, "s", "1")).containsEntry("variants", List.of());
            assertThat(turns.turn("s", 1)).isNotEqualTo(first);
        });
    }

    @Test
    void valuesAreShownWhereAPropertySaysSo() {
        withTurns
                .withPropertyValues("management.endpoint.dynamocached.show-values=always")
                .run(context -> {
                    CacheEndpoint endpoint = endpointOf(context);
                    String first = context.getBean(Turns.class).turn("s", 1);
                    assertThat(entry(endpoint, "s", "1").get("variants"))
                            .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
                            .extracting(variant -> variant.get("value"))
                            .containsExactly('"' + first + '"');
                });
    }

    @Test
    void authorizedUsersSeeValuesWhereAPropertySaysSo() {
        withTurns
                .withPropertyValues(
                        "management.endpoint.dynamocached.show-values=when-authorized",
                        "management.endpoint.dynamocached.roles=admin")
                .run(context -> {
                    CacheEndpoint endpoint = endpointOf(context);
                    String unused = context.getBean(Turns.class).turn("s", 1);
                    CacheEndpointWebExtension web = context.getBean(CacheEndpointWebExtension.class);
                    String[] key = {"s", "1"};
                    assertThat(String.valueOf(endpoint.entry("turns", key))).doesNotContain("secret");
                    assertThat(String.valueOf(web.entry(new User("guest"), "turns", key)))
                            .doesNotContain("secret");
                    assertThat(String.valueOf(web.entry(new User("admin"), "turns", key)))
                            .contains("secret");
                });
    }

    private record User(String role) implements SecurityContext {

        @Override
        public Principal getPrincipal() {
            return () -> role;
        }

        @Override
        public boolean isUserInRole(String asked) {
            return asked.equals(role);
        }
    }

    @Test
    void wholeCacheCanBeEvicted() {
        withTurns.run(context -> {
            CacheEndpoint endpoint = endpointOf(context);
            Turns turns = context.getBean(Turns.class);
            String one = turns.turn("s", 1);
            String two = turns.turn("s", 2);
            assertThat(endpoint.evictAll("turns")).isEqualTo(Map.of("acknowledged", true));
            assertThat(List.of(turns.turn("s", 1), turns.turn("s", 2))).doesNotContain(one, two);
        });
    }

    @Test
    void unknownCacheIsNotFoundAndNotCreated() {
        withTurns.run(context -> {
            CacheEndpoint endpoint = endpointOf(context);
            assertThat(endpoint.cache("unknown")).isNull();
            assertThat(endpoint.entry("unknown", new String[] {"1"})).isNull();
            assertThat(endpoint.evict("unknown", new String[] {"1"})).isNull();
            assertThat(endpoint.evictAll("unknown")).isNull();
            assertThat(context.getBean(ReadThroughCaches.class).all())
                    .extracting(cache -> cache.settings().name())
                    .containsExactly("turns");
            assertThat(endpoint.caches())
                    .containsKey("primaries")
                    .extractingByKey("caches")
                    .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                    .containsOnlyKeys("turns");
        });
    }

    @Test
    void actuatorServesItByPathAndMethod() {
        application.run(context -> {
            ParameterValueMapper asIs = (parameter, value) -> value;
            WebEndpointDiscoverer discoverer = new WebEndpointDiscoverer(
                    context, asIs, EndpointMediaTypes.DEFAULT, List.of(), List.of(), List.of(), List.of(), List.of());
            assertThat(discoverer.getEndpoints())
                    .filteredOn(endpoint -> endpoint.getEndpointId().toString().equals("dynamocached"))
                    .singleElement()
                    .satisfies(endpoint -> assertThat(endpoint.getOperations())
                            .extracting(
                                    operation -> operation.getRequestPredicate().getHttpMethod() + " "
                                            + operation.getRequestPredicate().getPath())
                            .containsExactlyInAnyOrder(
                                    "GET dynamocached",
                                    "GET dynamocached/{cache}",
                                    "GET dynamocached/{cache}/{*key}",
                                    "DELETE dynamocached/{cache}",
                                    "DELETE dynamocached/{cache}/{*key}"));
        });
    }

    @Test
    void withoutExposureThereIsNone() {
        application
                .withPropertyValues("management.endpoints.web.exposure.include=health")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(CacheEndpoint.class));
    }

    @Test
    void withoutActuatorTheApplicationStarts() {
        Applications.runner()
                .withPropertyValues(
                        "spring.data.redis.url=" + SharedServers.redis().uri())
                .withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("dynamoCachedEndpoint"));
    }
}
