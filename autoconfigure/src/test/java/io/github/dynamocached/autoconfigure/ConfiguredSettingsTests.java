package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.dynamocached.cache.Budgets;
import io.github.dynamocached.cache.CacheSettings;
import io.github.dynamocached.cache.Consistency;
import io.github.dynamocached.redis.RedisSettings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What properties become, and which are refused. */
class ConfiguredSettingsTests {

    private static ConfiguredSettings settings(Map<String, String> properties) {
        Binder binder = new Binder(new MapConfigurationPropertySource(properties));
        return new ConfiguredSettings(binder.bindOrCreate("dynamocached", DynamoCachedProperties.class));
    }

    @Test
    void defaultsAreThoseOfTheLibrary() {
        ConfiguredSettings settings = settings(Map.of());
        assertThat(settings.of("any"))
                .usingRecursiveComparison()
                .isEqualTo(CacheSettings.named("any").build());
        assertThat(settings.budgets()).isEqualTo(Budgets.DEFAULT);
        assertThat(settings.redis()).isEqualTo(RedisSettings.DEFAULT);
    }

    @Test
    void everyDefaultCanBeSet() {
        ConfiguredSettings settings = settings(Map.of(
                "dynamocached.defaults.ttl", "1h",
                "dynamocached.defaults.negative-ttl", "0s",
                "dynamocached.defaults.ttl-jitter", "0.5",
                "dynamocached.defaults.lock-wait", "3s",
                "dynamocached.defaults.lock-lease", "PT20S",
                "dynamocached.defaults.hold-off", "500",
                "dynamocached.defaults.fence", "20s",
                "dynamocached.defaults.max-entry-size", "2KB",
                "dynamocached.defaults.max-variants", "7",
                "dynamocached.defaults.consistency", "strict"));
        CacheSettings expected = CacheSettings.named("any")
                .ttl(Duration.ofHours(1))
                .negativeTtl(Duration.ZERO)
                .ttlJitter(0.5)
                .lockWait(Duration.ofSeconds(3))
                .lockLease(Duration.ofSeconds(20))
                .holdOff(Duration.ofMillis(500))
                .fence(Duration.ofSeconds(20))
                .maxEntrySize(2048)
                .maxVariants(7)
                .consistency(Consistency.STRICT)
                .build();
        assertThat(settings.of("any")).usingRecursiveComparison().isEqualTo(expected);
    }

    @Test
    void propertiesOfACacheGoBeforeTheDefaults() {
        ConfiguredSettings settings = settings(Map.of(
                "dynamocached.defaults.ttl", "1h",
                "dynamocached.defaults.max-variants", "7",
                "dynamocached.caches.users.ttl", "2h",
                "dynamocached.caches[a.b].ttl", "3h"));
        assertThat(settings.of("users").ttl()).isEqualTo(Duration.ofHours(2));
        assertThat(settings.of("users").maxVariants()).isEqualTo(7);
        assertThat(settings.of("users").name()).isEqualTo("users");
        assertThat(settings.of("a.b").ttl()).isEqualTo(Duration.ofHours(3));
        assertThat(settings.of("other").ttl()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void redisPropertiesAreBudgetsAndTimeouts() {
        ConfiguredSettings settings = settings(Map.of(
                "dynamocached.key-prefix", "shop",
                "dynamocached.redis.timeout", "50ms",
                "dynamocached.redis.evict-timeout", "2s"));
        assertThat(settings.budgets()).isEqualTo(new Budgets(Duration.ofMillis(50), Duration.ofSeconds(2)));
        assertThat(settings.redis()).isEqualTo(new RedisSettings("shop", Duration.ofMillis(50), Duration.ofSeconds(2)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dynamocached.defaults.ttl|0s|Cache 'defaults': ttl is PT0S."
                        + " Use a duration from PT0.001S to PT8760H.",
                "dynamocached.caches.users.negative-ttl|-1s|Cache 'users': negative-ttl is PT-1S."
                        + " Use a duration from PT0S to PT8760H.",
                "dynamocached.caches.users.ttl-jitter|0.95|Cache 'users': ttl-jitter is 0.95. Use a share from 0 to 0.9.",
                "dynamocached.defaults.lock-wait|2h|Cache 'defaults': lock-wait is PT2H."
                        + " Use a duration from PT0S to PT1H.",
                "dynamocached.defaults.lock-lease|1ms|Cache 'defaults': lock-lease is PT0.001S."
                        + " Use a duration from PT0.25S to PT1H.",
                "dynamocached.defaults.fence|0s|Cache 'defaults': fence is PT0S. Use a duration from PT0.001S to PT1H.",
                "dynamocached.defaults.hold-off|2h|Cache 'defaults': hold-off is PT2H."
                        + " Use a duration from PT0S to PT1H.",
                "dynamocached.defaults.max-entry-size|0B|Cache 'defaults': max-entry-size is 0B."
                        + " Use a size from 1B to 512MB.",
                "dynamocached.defaults.max-variants|0|Cache 'defaults': max-variants is 0. Use a number from 1 to 10000.",
                "dynamocached.key-prefix|a b|key-prefix is 'a b'."
                        + " Use letters, digits, dots, underscores, hyphens and colons only.",
                "dynamocached.redis.timeout|0s|redis.timeout is PT0S. Use a duration from PT0.001S to PT1H.",
                "dynamocached.redis.evict-timeout|2h|redis.evict-timeout is PT2H."
                        + " Use a duration from PT0.001S to PT1H."
            })
    void valueOutOfRangeIsRefusedWithItsProperty(String property, String value, String reason) {
        InvalidConfigurationPropertyValueException refused = catchThrowableOfType(
                InvalidConfigurationPropertyValueException.class, () -> settings(Map.of(property, value)));
        assertThat(refused.getName()).isEqualTo(property);
        assertThat(refused.getReason()).isEqualTo(reason);
    }

    @Test
    void impossibleNameOfACacheIsRefused() {
        InvalidConfigurationPropertyValueException refused = catchThrowableOfType(
                InvalidConfigurationPropertyValueException.class,
                () -> settings(Map.of("dynamocached.caches[us:ers].ttl", "1m")));
        assertThat(refused.getName()).isEqualTo("dynamocached.caches.us:ers");
        assertThat(refused.getReason())
                .isEqualTo("'us:ers' cannot be the name of a cache. Use letters, digits, dots, underscores and hyphens"
                        + " only.");
    }

    @Test
    void valueThatIsNoDurationIsRefusedByBoot() {
        assertThatThrownBy(() -> settings(Map.of("dynamocached.defaults.ttl", "10x")))
                .isInstanceOf(BindException.class)
                .hasMessage("Failed to bind properties under 'dynamocached.defaults.ttl' to java.time.Duration");
    }
}
