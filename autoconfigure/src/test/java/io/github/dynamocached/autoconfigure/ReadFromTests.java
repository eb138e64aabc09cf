package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Consistency;
import io.github.dynamocached.ReadFrom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Which caches may read replicas. */
class ReadFromTests {

    private final PropertyProblems problems = new PropertyProblems();

    private ConfiguredSettings settings(Map<String, String> properties) {
        Binder binder = new Binder(new MapConfigurationPropertySource(properties));
        return new ConfiguredSettings(
                binder.bindOrCreate("dynamocached", DynamoCachedProperties.class),
                problems,
                List.of(),
                CacheVariables.none(),
                PropertyPlaces.none());
    }

    @Test
    void eventualCacheMayReadReplicas() {
        CacheSettings users = settings(Map.of(
                        "dynamocached.caches.users.read-from", "replica",
                        "dynamocached.caches.users.consistency", "eventual"))
                .of("users");
        assertThat(users.readFrom()).isEqualTo(ReadFrom.REPLICA);
        assertThat(users.consistency()).isEqualTo(Consistency.EVENTUAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"strict", "fenced", ""})
    void anyOtherCacheIsRefusedAtTheStart(String consistency) {
        ConfiguredSettings settings = settings(Map.of(
                "dynamocached.caches.users.read-from",
                "replica",
                "dynamocached.caches.users.consistency",
                consistency));
        assertThat(settings.problems())
                .containsExactly("dynamocached.caches.users: Cache 'users': read-from is replica. Use primary, or set"
                        + " consistency: eventual too, because a replica may return old values.");
    }
}
