package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.aop.DynamoCachingAdvisor;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an editor shows of the properties. */
class ConfigurationMetadataTests {

    private static final Set<String> WITHOUT_EXAMPLES = Set.of("java.lang.Boolean", "java.util.Map");

    private static final Set<String> FOR_EVENTUAL_CACHES =
            Set.of("dynamocached.defaults.adaptive-ttl", "dynamocached.defaults.read-from");
    private static final String KEYS = "dynamocached.caches.keys";

    private final Map<String, JsonNode> properties = read("properties");
    private final Map<String, JsonNode> hints = read("hints");

    /** Without the properties which Spring Boot itself adds for each endpoint. */
    static Map<String, JsonNode> read(String part) {
        Map<String, JsonNode> byName = new TreeMap<>();
        try (InputStream metadata =
                DynamoCachedProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            new JsonMapper()
                    .readTree(metadata)
                    .get(part)
                    .forEach(item -> byName.put(item.get("name").asString(), item));
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
        byName.keySet()
                .removeIf(name ->
                        name.matches("management\\.endpoint\\.dynamocached\\.(access|cache\\.time-to-live|enabled)"));
        return byName;
    }

    @Test
    void everyPropertyIsThere() {
        assertThat(properties)
                .containsOnlyKeys(
                        "dynamocached.caches",
                        "dynamocached.client.index-query-ttl",
                        "dynamocached.client.item-negative-ttl",
                        "dynamocached.client.item-ttl",
                        "dynamocached.client.keys",
                        "dynamocached.client.namespace",
                        "dynamocached.client.query-ttl",
                        "dynamocached.client.reads",
                        "dynamocached.client.scan-ttl",
                        "dynamocached.client.tables",
                        "dynamocached.defaults.adaptive-ttl",
                        "dynamocached.defaults.compress-above",
                        "dynamocached.defaults.consistency",
                        "dynamocached.defaults.format",
                        "dynamocached.defaults.early-refresh",
                        "dynamocached.defaults.hold-off",
                        "dynamocached.defaults.fence",
                        "dynamocached.defaults.lock-lease",
                        "dynamocached.defaults.lock-wait",
                        "dynamocached.defaults.max-entry-size",
                        "dynamocached.defaults.max-variants",
                        "dynamocached.defaults.min-ttl",
                        "dynamocached.defaults.near",
                        "dynamocached.defaults.negative-ttl",
                        "dynamocached.defaults.on-evict-failure",
                        "dynamocached.defaults.read-elsewhere",
                        "dynamocached.defaults.read-from",
                        "dynamocached.defaults.shadow.concurrency",
                        "dynamocached.defaults.shadow.heal",
                        "dynamocached.defaults.shadow.max-share",
                        "dynamocached.defaults.shadow.sample-rate",
                        "dynamocached.defaults.stale-if-error",
                        "dynamocached.defaults.stale-while-revalidate",
                        "dynamocached.defaults.time-to-live-attribute",
                        "dynamocached.defaults.ttl",
                        "dynamocached.defaults.ttl-jitter",
                        "dynamocached.enabled",
                        "dynamocached.in-memory.max-keys",
                        "dynamocached.key-prefix",
                        "dynamocached.load-limit",
                        "dynamocached.local-indexes",
                        "dynamocached.metrics.enabled",
                        "dynamocached.mode",
                        "dynamocached.observations.enabled",
                        "dynamocached.near.lag",
                        "dynamocached.near.max-size",
                        "dynamocached.near.ttl",
                        "dynamocached.order",
                        "dynamocached.redis.circuit-breaker.enabled",
                        "dynamocached.redis.circuit-breaker.failure-rate",
                        "dynamocached.redis.circuit-breaker.minimum-calls",
                        "dynamocached.redis.circuit-breaker.pause",
                        "dynamocached.redis.circuit-breaker.window",
                        "dynamocached.redis.evict-timeout",
                        "dynamocached.redis.replica-acks",
                        "dynamocached.redis.share-client",
                        "dynamocached.redis.timeout",
                        "dynamocached.spring-cache.enabled",
                        "dynamocached.spring-cache.types",
                        "dynamocached.store",
                        "dynamocached.streams.tables",
                        "management.endpoint.dynamocached.roles",
                        "management.endpoint.dynamocached.show-values",
                        "management.health.dynamocached.enabled",
                        "management.info.dynamocached.enabled");
    }

    @Test
    void everyPropertyHasATypeAndASentence() {
        assertThat(properties).allSatisfy((name, property) -> {
            assertThat(property.path("type").asString(""))
                    .matches("(java|org\\.springframework|io\\.github\\.dynamocached)\\..+");
            assertThat(property.path("description").asString(""))
                    .matches("[A-Z].*\\.")
                    .doesNotStartWith("The ")
                    .doesNotStartWith("A ");
        });
    }

    /** An editor knows the values of booleans. */
    @Test
    void everyOtherPropertyHasExamplesThatItAccepts() {
        Set<String> others = new TreeSet<>();
        properties.forEach((name, property) -> {
            if (!WITHOUT_EXAMPLES.contains(property.get("type").asString().replaceAll("<.*", ""))) {
                others.add(name);
            }
        });
        others.add(KEYS);
        assertThat(hints.keySet()).isEqualTo(others);
        hints.forEach((name, hint) -> hint.get("values").forEach(example -> {
            String value = example.get("value").asString();
            Map<String, String> set = new TreeMap<>(
                    name.equals(KEYS) ? Map.of("dynamocached.caches." + value + ".ttl", "1h") : Map.of(name, value));
            if (FOR_EVENTUAL_CACHES.contains(name)) {
                set.put("dynamocached.defaults.consistency", "eventual");
            }
            ConfiguredSettings settings = new ConfiguredSettings(
                    new Binder(new MapConfigurationPropertySource(set))
                            .bindOrCreate("dynamocached", DynamoCachedProperties.class),
                    new PropertyProblems(),
                    List.of(),
                    CacheVariables.none(),
                    PropertyPlaces.none());
            assertThat(settings.problems()).isEmpty();
        }));
    }

    /** Where an editor offers only the listed values, none may be missing. */
    @Test
    void everyValueOfAnEnumerationIsListed() throws ClassNotFoundException {
        Set<String> enumerations = new TreeSet<>();
        for (JsonNode property : properties.values()) {
            String type = property.get("type").asString().replaceAll("<.*", "");
            Class<?> listed = type.startsWith("io.github.") ? Class.forName(type) : Object.class;
            if (listed.isEnum()) {
                String name = property.get("name").asString();
                enumerations.add(name);
                Set<String> values = new TreeSet<>();
                Objects.requireNonNull(hints.get(name))
                        .get("values")
                        .forEach(value -> values.add(value.get("value").asString()));
                assertThat(values)
                        .as(name)
                        .isEqualTo(Arrays.stream(listed.getEnumConstants())
                                .map(PropertyTypes::text)
                                .collect(Collectors.toSet()));
            }
        }
        assertThat(enumerations).hasSize(6);
    }

    @Test
    void everyConstantDefaultIsShownAndIsTheOneThatHolds() {
        Map<String, String> defaults = new TreeMap<>();
        properties.forEach((name, property) -> {
            if (property.has("defaultValue")) {
                defaults.put(name, property.get("defaultValue").asString());
            }
        });
        assertThat(defaults.keySet()).hasSize(properties.size() - 9);
        assertThat(properties.get("dynamocached.caches")).isNotNull();
        assertThat(defaults)
                .doesNotContainKeys(
                        "dynamocached.caches",
                        "dynamocached.client.keys",
                        "dynamocached.client.tables",
                        "dynamocached.defaults.consistency",
                        "dynamocached.defaults.time-to-live-attribute",
                        "dynamocached.local-indexes",
                        "dynamocached.spring-cache.types",
                        "dynamocached.streams.tables",
                        "management.endpoint.dynamocached.roles");

        DynamoCachedProperties shown = new Binder(new MapConfigurationPropertySource(defaults))
                .bindOrCreate("dynamocached", DynamoCachedProperties.class);
        DynamoCachedProperties real = new Binder(new MapConfigurationPropertySource())
                .bindOrCreate("dynamocached", DynamoCachedProperties.class);
        assertThat(shown.enabled()).isEqualTo(real.enabled());
        assertThat(shown.order()).isEqualTo(real.order()).isEqualTo(DynamoCachingAdvisor.DEFAULT_ORDER);
        ConfiguredSettings ofShown = new ConfiguredSettings(
                shown, new PropertyProblems(), List.of(), CacheVariables.none(), PropertyPlaces.none());
        ConfiguredSettings ofReal = new ConfiguredSettings(
                real, new PropertyProblems(), List.of(), CacheVariables.none(), PropertyPlaces.none());
        assertThat(ofShown)
                .usingRecursiveComparison()
                .ignoringFields("properties")
                .isEqualTo(ofReal);
        assertThat(ofShown.of("any")).usingRecursiveComparison().isEqualTo(ofReal.of("any"));
        assertThat(ofShown.isReadElsewhere("any")).isEqualTo(ofReal.isReadElsewhere("any"));
    }
}
