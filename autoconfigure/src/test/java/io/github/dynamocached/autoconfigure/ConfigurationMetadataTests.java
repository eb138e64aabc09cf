package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.aop.DynamoCachingAdvisor;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an editor shows of the properties. */
class ConfigurationMetadataTests {

    private final Map<String, JsonNode> properties = read();

    private static Map<String, JsonNode> read() {
        Map<String, JsonNode> byName = new TreeMap<>();
        try (InputStream metadata =
                DynamoCachedProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            new JsonMapper()
                    .readTree(metadata)
                    .get("properties")
                    .forEach(property -> byName.put(property.get("name").asString(), property));
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
        return byName;
    }

    @Test
    void everyPropertyIsThere() {
        assertThat(properties)
                .containsOnlyKeys(
                        "dynamocached.caches",
                        "dynamocached.defaults.consistency",
                        "dynamocached.defaults.early-refresh",
                        "dynamocached.defaults.hold-off",
                        "dynamocached.defaults.fence",
                        "dynamocached.defaults.lock-lease",
                        "dynamocached.defaults.lock-wait",
                        "dynamocached.defaults.max-entry-size",
                        "dynamocached.defaults.max-variants",
                        "dynamocached.defaults.negative-ttl",
                        "dynamocached.defaults.on-evict-failure",
                        "dynamocached.defaults.read-elsewhere",
                        "dynamocached.defaults.stale-if-error",
                        "dynamocached.defaults.stale-while-revalidate",
                        "dynamocached.defaults.ttl",
                        "dynamocached.defaults.ttl-jitter",
                        "dynamocached.enabled",
                        "dynamocached.key-prefix",
                        "dynamocached.order",
                        "dynamocached.redis.circuit-breaker.enabled",
                        "dynamocached.redis.circuit-breaker.failure-rate",
                        "dynamocached.redis.circuit-breaker.minimum-calls",
                        "dynamocached.redis.circuit-breaker.pause",
                        "dynamocached.redis.circuit-breaker.window",
                        "dynamocached.redis.evict-timeout",
                        "dynamocached.redis.share-client",
                        "dynamocached.redis.timeout");
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

    @Test
    void everyConstantDefaultIsShownAndIsTheOneThatHolds() {
        Map<String, String> defaults = new TreeMap<>();
        properties.forEach((name, property) -> {
            if (property.has("defaultValue")) {
                defaults.put(name, property.get("defaultValue").asString());
            }
        });
        assertThat(defaults.keySet()).hasSize(properties.size() - 2);
        assertThat(properties.get("dynamocached.caches")).isNotNull();
        assertThat(defaults).doesNotContainKeys("dynamocached.caches", "dynamocached.defaults.consistency");

        DynamoCachedProperties shown = new Binder(new MapConfigurationPropertySource(defaults))
                .bindOrCreate("dynamocached", DynamoCachedProperties.class);
        DynamoCachedProperties real = new DynamoCachedProperties();
        assertThat(shown.isEnabled()).isEqualTo(real.isEnabled());
        assertThat(shown.getOrder()).isEqualTo(real.getOrder()).isEqualTo(DynamoCachingAdvisor.DEFAULT_ORDER);
        ConfiguredSettings ofShown = new ConfiguredSettings(shown, new PropertyProblems());
        ConfiguredSettings ofReal = new ConfiguredSettings(real, new PropertyProblems());
        assertThat(ofShown)
                .usingRecursiveComparison()
                .ignoringFields("properties")
                .isEqualTo(ofReal);
        assertThat(ofShown.of("any")).usingRecursiveComparison().isEqualTo(ofReal.of("any"));
        assertThat(ofShown.isReadElsewhere("any")).isEqualTo(ofReal.isReadElsewhere("any"));
    }
}
