package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.Budgets;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Consistency;
import io.github.dynamocached.ShadowSettings;
import io.github.dynamocached.ValueFormat;
import io.github.dynamocached.breaker.BreakerSettings;
import io.github.dynamocached.redis.RedisSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What properties become, and which are refused. */
class ConfiguredSettingsTests {

    private static ConfiguredSettings settings(Map<String, String> properties) {
        Binder binder = new Binder(new MapConfigurationPropertySource(properties));
        return new ConfiguredSettings(
                binder.bindOrCreate("dynamocached", DynamoCachedProperties.class),
                new PropertyProblems(),
                List.of(),
                CacheVariables.none(),
                PropertyPlaces.none());
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
    void formatAndCompressionAreThoseOfTheCache() {
        ConfiguredSettings settings = settings(Map.of(
                "dynamocached.defaults.format", "cbor",
                "dynamocached.defaults.compress-above", "4KB",
                "dynamocached.caches.users.format", "json",
                "dynamocached.caches.users.compress-above", "0B"));
        assertThat(settings.of("turns").format()).isEqualTo(ValueFormat.CBOR);
        assertThat(settings.of("turns").compressAbove()).isEqualTo(4096);
        assertThat(settings.of("users").format()).isEqualTo(ValueFormat.JSON);
        assertThat(settings.of("users").compressAbove()).isZero();
        assertThat(settings.problems()).isEmpty();
    }

    @Test
    void shadowVerificationIsThatOfTheCachePropertyByProperty() {
        ConfiguredSettings settings = settings(Map.of(
                "dynamocached.defaults.shadow.sample-rate", "0.01",
                "dynamocached.defaults.shadow.heal", "true",
                "dynamocached.caches.users.shadow.sample-rate", "1",
                "dynamocached.caches.users.shadow.concurrency", "5",
                "dynamocached.caches.users.shadow.max-share", "0.5"));
        assertThat(settings.of("turns").shadow()).isEqualTo(new ShadowSettings(0.01, 2, 0.1, true));
        assertThat(settings.of("users").shadow()).isEqualTo(new ShadowSettings(1, 5, 0.5, true));
    }

    @Test
    void adaptiveTimeToLiveIsThatOfTheCache() {
        ConfiguredSettings settings = settings(Map.of(
                "dynamocached.caches.users.consistency", "eventual",
                "dynamocached.caches.users.adaptive-ttl", "0.2",
                "dynamocached.caches.users.min-ttl", "1s"));
        assertThat(settings.of("users").adaptiveTtl()).isEqualTo(0.2);
        assertThat(settings.of("users").minTtl()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.of("turns").adaptiveTtl()).isZero();
        assertThat(settings.problems()).isEmpty();
    }

    @Test
    void adaptiveTimeToLiveIsRefusedForAllButEventualCaches() {
        ConfiguredSettings settings = settings(Map.of(
                "dynamocached.caches.orders.adaptive-ttl", "0.2",
                "dynamocached.caches.turns.adaptive-ttl", "0.2",
                "dynamocached.caches.turns.consistency", "strict",
                "dynamocached.caches.users.adaptive-ttl", "0.2",
                "dynamocached.caches.users.consistency", "fenced",
                "dynamocached.caches.words.adaptive-ttl", "0.2",
                "dynamocached.caches.words.consistency", "eventual",
                "dynamocached.caches.words.ttl", "1s"));
        String advice = ": adaptive-ttl is 0.2. Use consistency: eventual too, or adaptive-ttl: 0.";
        assertThat(settings.problems())
                .containsExactly(
                        "dynamocached.caches.orders: Cache 'orders'" + advice,
                        "dynamocached.caches.turns: Cache 'turns'" + advice,
                        "dynamocached.caches.users: Cache 'users'" + advice,
                        "dynamocached.caches.words: Cache 'words': min-ttl is PT10S."
                                + " Use a duration up to that of ttl, which is PT1S.");
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

    @Test
    void circuitBreakerIsAsItsPropertiesSay() {
        ConfiguredSettings settings = settings(Map.of(
                "dynamocached.redis.circuit-breaker.enabled", "false",
                "dynamocached.redis.circuit-breaker.failure-rate", "0.9",
                "dynamocached.redis.circuit-breaker.minimum-calls", "30",
                "dynamocached.redis.circuit-breaker.window", "40",
                "dynamocached.redis.circuit-breaker.pause", "5s"));
        assertThat(settings.redis().breaker())
                .isEqualTo(new BreakerSettings(false, 0.9, 30, 40, Duration.ofSeconds(5)));
    }

    @Test
    void circuitBreakerJudgesAtLeastItsMinimumOfCalls() {
        ConfiguredSettings settings = settings(Map.of("dynamocached.redis.circuit-breaker.minimum-calls", "30"));
        assertThat(settings.problems())
                .containsExactly("dynamocached.redis.circuit-breaker.window: \"20\" cannot be used. Use a number from"
                        + " minimum-calls (30) to 10000.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dynamocached.defaults.ttl|0s|Use a duration from 1ms to 365d.",
                "dynamocached.defaults.ttl|366d|Use a duration from 1ms to 365d.",
                "dynamocached.defaults.stale-while-revalidate|-1s|Use a duration from 0s to 365d.",
                "dynamocached.defaults.stale-if-error|-1ms|Use a duration from 0s to 365d.",
                "dynamocached.defaults.early-refresh|11.0|Use a factor from 0 to 10.",
                "dynamocached.caches[users].negative-ttl|-1s|Use a duration from 0s to 365d.",
                "dynamocached.caches[us.ers].ttl-jitter|0.95|Use a share from 0 to 0.9.",
                "dynamocached.defaults.lock-wait|2h|Use a duration from 0s to 1h.",
                "dynamocached.defaults.lock-lease|1ms|Use a duration from 250ms to 1h.",
                "dynamocached.defaults.fence|0s|Use a duration from 1ms to 1h.",
                "dynamocached.defaults.hold-off|61m|Use a duration from 0s to 1h.",
                "dynamocached.defaults.fence|0s|Use a duration from 1ms to 1h.",
                "dynamocached.defaults.max-entry-size|0B|Use a size from 1B to 512MB.",
                "dynamocached.defaults.adaptive-ttl|1.1|Use a share from 0 to 1.",
                "dynamocached.defaults.min-ttl|0s|Use a duration from 1ms to 365d.",
                "dynamocached.defaults.compress-above|-1B|Use a size from 0B to 512MB.",
                "dynamocached.defaults.max-variants|0|Use a number from 1 to 10000.",
                "dynamocached.defaults.shadow.sample-rate|1.5|Use a share from 0 to 1.",
                "dynamocached.caches[users].shadow.concurrency|0|Use a number from 1 to 100.",
                "dynamocached.defaults.shadow.max-share|0.0|Use a share from 0.001 to 1.",
                "dynamocached.key-prefix|a b|Use letters, digits, dots, underscores, hyphens and colons only.",
                "dynamocached.redis.timeout|0s|Use a duration from 1ms to 1h.",
                "dynamocached.redis.evict-timeout|2h|Use a duration from 1ms to 1h.",
                "dynamocached.redis.replica-acks|-1|Use a number from 0 to 100.",
                "dynamocached.redis.circuit-breaker.failure-rate|1.5|Use a share from 0.01 to 1.",
                "dynamocached.redis.circuit-breaker.minimum-calls|0|Use a number from 1 to 10000.",
                "dynamocached.redis.circuit-breaker.pause|0s|Use a duration from 10ms to 1h."
            })
    void valueOutOfRangeIsAProblemOfItsPropertyAndOtherwiseNotSet(String property, String value, String advice) {
        ConfiguredSettings settings = settings(Map.of(property, value));
        String place = property.replace("[users]", ".users");
        assertThat(settings.problems())
                .containsExactly(place + ": \"" + value.replace("61m", "1h1m") + "\" cannot be used. " + advice);
        assertThat(settings.of("users"))
                .usingRecursiveComparison()
                .isEqualTo(CacheSettings.named("users").build());
        assertThat(settings.redis()).isEqualTo(RedisSettings.DEFAULT);
    }

    @Test
    void defaultThatTheOtherDefaultsForbidIsTheProblem() {
        assertThat(settings(Map.of("dynamocached.defaults.adaptive-ttl", "0.1")).problems())
                .containsExactly("dynamocached.defaults.adaptive-ttl: Does not fit the other defaults. Use consistency:"
                        + " eventual too, or adaptive-ttl: 0.");
        assertThat(settings(Map.of("dynamocached.defaults.near", "true", "dynamocached.defaults.consistency", "fenced"))
                        .problems())
                .containsExactly("dynamocached.defaults.near: Does not fit the other defaults. Use near: false in a"
                        + " fenced cache, or consistency: strict.");
    }

    @Test
    void localIndexIsNamedWithItsTableAndItsMistakeWithItsPlaceInTheList() {
        assertThat(settings(Map.of("dynamocached.local-indexes", "turns/by-date,by-place"))
                        .problems())
                .containsExactly("dynamocached.local-indexes[1]: \"by-place\" is not a table and an index. Write both"
                        + " names with a slash between, for example \"turns/by-date\".");
    }

    @Test
    void allProblemsAreThere() {
        ConfiguredSettings settings = settings(Map.of(
                "dynamocached.defaults.ttl", "0s",
                "dynamocached.caches.users.ttl", "0s",
                "dynamocached.caches.users.lock-wait", "3h",
                "dynamocached.redis.timeout", "0s",
                "dynamocached.redis.evict-timeout", "0s",
                "dynamocached.caches[us:ers].ttl", "1m"));
        assertThat(settings.problems())
                .containsExactly(
                        "dynamocached.caches.users.lock-wait: \"3h\" cannot be used. Use a duration from 0s to 1h.",
                        "dynamocached.caches.users.ttl: \"0s\" cannot be used. Use a duration from 1ms to 365d.",
                        "dynamocached.caches[us:ers]: 'us:ers' cannot be the name of a cache. Use letters, digits, dots,"
                                + " underscores and hyphens only.",
                        "dynamocached.defaults.ttl: \"0s\" cannot be used. Use a duration from 1ms to 365d.",
                        "dynamocached.redis.evict-timeout: \"0s\" cannot be used. Use a duration from 1ms to 1h.",
                        "dynamocached.redis.timeout: \"0s\" cannot be used. Use a duration from 1ms to 1h.");
        assertThat(settings.caches()).containsExactly("users");
    }

    @Test
    void cacheMayBeReadByOtherApplicationsAlone() {
        ConfiguredSettings settings = settings(
                Map.of("dynamocached.caches.users.read-elsewhere", "true", "dynamocached.caches.orders.ttl", "1s"));
        assertThat(settings.isReadElsewhere("users")).isTrue();
        assertThat(settings.isReadElsewhere("orders")).isFalse();
        assertThat(settings.isReadElsewhere("any")).isFalse();
        assertThat(settings(Map.of("dynamocached.defaults.read-elsewhere", "true"))
                        .isReadElsewhere("any"))
                .isTrue();
    }
}
