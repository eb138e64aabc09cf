package io.github.dynamocached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CacheSettingsTests {

    @Test
    void defaultsAreThoseOfTheDocumentation() {
        CacheSettings settings = CacheSettings.named("users").build();
        assertThat(settings.name()).isEqualTo("users");
        assertThat(settings.ttl()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.negativeTtl()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.ttlJitter()).isEqualTo(0.1);
        assertThat(settings.adaptiveTtl()).isZero();
        assertThat(settings.minTtl()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.lockWait()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.lockLease()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.holdOff()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.maxEntrySize()).isEqualTo(1_048_576);
        assertThat(settings.format()).isEqualTo(ValueFormat.JSON);
        assertThat(settings.compressAbove()).isZero();
        assertThat(settings.maxVariants()).isEqualTo(100);
        assertThat(settings.onEvictFailure()).isEqualTo(OnEvictFailure.QUEUE);
        assertThat(settings.shadow()).isEqualTo(new ShadowSettings(0, 2, 0.1, false));
    }

    @Test
    void copyKeepsEverySetting() {
        CacheSettings settings = CacheSettings.named("users")
                .ttl(Duration.ofMillis(1))
                .negativeTtl(Duration.ZERO)
                .consistency(Consistency.EVENTUAL)
                .adaptiveTtl(1)
                .minTtl(Duration.ofMillis(1))
                .ttlJitter(0.9)
                .lockWait(Duration.ZERO)
                .lockLease(Duration.ofMillis(250))
                .holdOff(Duration.ZERO)
                .maxEntrySize(1)
                .format(ValueFormat.CBOR)
                .compressAbove(1)
                .maxVariants(1)
                .onEvictFailure(OnEvictFailure.THROW)
                .shadow(shadow -> shadow.withSampleRate(0.01)
                        .withConcurrency(1)
                        .withMaxShare(0.5)
                        .withHeal(true))
                .build();
        assertThat(settings.shadow()).isEqualTo(new ShadowSettings(0.01, 1, 0.5, true));
        assertThat(settings.with().build()).usingRecursiveComparison().isEqualTo(settings);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:b", "a*", "ä", "a/b"})
    void nameWithOtherCharactersIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CacheSettings.named(name))
                .withMessage("'" + name + "' cannot be the name of a cache."
                        + " Use letters, digits, dots, underscores and hyphens only.");
    }

    static Stream<Arguments> refused() {
        CacheSettingsBuilder users = CacheSettings.named("users");
        return Stream.of(
                Arguments.of(call(() -> users.ttl(Duration.ZERO)), "ttl is PT0S. Use a duration from 1ms to 365d."),
                Arguments.of(
                        call(() -> users.ttl(Duration.ofDays(366))),
                        "ttl is PT8784H. Use a duration from 1ms to 365d."),
                Arguments.of(
                        call(() -> users.negativeTtl(Duration.ofMillis(-1))),
                        "negative-ttl is PT-0.001S. Use a duration from 0s to 365d."),
                Arguments.of(call(() -> users.ttlJitter(0.91)), "ttl-jitter is 0.91. Use a share from 0 to 0.9."),
                Arguments.of(call(() -> users.ttlJitter(Double.NaN)), "ttl-jitter is NaN. Use a share from 0 to 0.9."),
                Arguments.of(
                        call(() -> users.lockWait(Duration.ofHours(2))),
                        "lock-wait is PT2H. Use a duration from 0s to 1h."),
                Arguments.of(
                        call(() -> users.lockLease(Duration.ofMillis(249))),
                        "lock-lease is PT0.249S. Use a duration from 250ms to 1h."),
                Arguments.of(
                        call(() -> users.holdOff(Duration.ofHours(2))),
                        "hold-off is PT2H. Use a duration from 0s to 1h."),
                Arguments.of(call(() -> users.adaptiveTtl(-0.1)), "adaptive-ttl is -0.1. Use a share from 0 to 1."),
                Arguments.of(
                        call(() -> users.adaptiveTtl(Double.NaN)), "adaptive-ttl is NaN. Use a share from 0 to 1."),
                Arguments.of(
                        call(() -> users.minTtl(Duration.ZERO)), "min-ttl is PT0S. Use a duration from 1ms to 365d."),
                Arguments.of(call(() -> users.maxEntrySize(0)), "max-entry-size is 0B. Use a size from 1B to 512MB."),
                Arguments.of(
                        call(() -> users.compressAbove(-1)), "compress-above is -1B. Use a size from 0B to 512MB."),
                Arguments.of(
                        call(() -> users.shadow(shadow -> shadow.withSampleRate(1.1))),
                        "shadow.sample-rate is 1.1. Use a share from 0 to 1."),
                Arguments.of(
                        call(() -> users.shadow(shadow -> shadow.withConcurrency(0))),
                        "shadow.concurrency is 0. Use a number from 1 to 100."),
                Arguments.of(
                        call(() -> users.shadow(shadow -> shadow.withMaxShare(Double.NaN))),
                        "shadow.max-share is NaN. Use a share from 0.001 to 1."),
                Arguments.of(call(() -> users.maxVariants(0)), "max-variants is 0. Use a number from 1 to 10000."));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void valueOutOfRangeIsRefused(Runnable call, String problem) {
        assertThatIllegalArgumentException().isThrownBy(call::run).withMessage("Cache 'users': " + problem);
    }

    @ParameterizedTest
    @EnumSource(
            value = Consistency.class,
            names = {"STRICT", "FENCED"})
    @NullSource
    void adaptiveTimeToLiveNeedsAnEventualCache(@Nullable Consistency consistency) {
        CacheSettingsBuilder users = CacheSettings.named("users").adaptiveTtl(0.2);
        assertThat(users.consistency(Consistency.EVENTUAL).build().adaptiveTtl())
                .isEqualTo(0.2);
        assertThatExceptionOfType(RefusedSettingException.class)
                .isThrownBy(() -> users.consistency(consistency).build())
                .withMessage(
                        "Cache 'users': adaptive-ttl is 0.2." + " Use consistency: eventual too, or adaptive-ttl: 0.");
        assertThat(users.adaptiveTtl(0).build().consistency()).isEqualTo(consistency);
    }

    @Test
    void shortestTimeToLiveIsNoLongerThanTheLongest() {
        CacheSettingsBuilder users =
                CacheSettings.named("users").consistency(Consistency.EVENTUAL).ttl(Duration.ofSeconds(5));
        assertThat(users.build().minTtl()).isEqualTo(Duration.ofSeconds(10));
        assertThatExceptionOfType(RefusedSettingException.class)
                .isThrownBy(() -> users.adaptiveTtl(0.2).build())
                .withMessage("Cache 'users': min-ttl is PT10S. Use a duration up to that of ttl, which is PT5S.");
        assertThat(users.minTtl(Duration.ofSeconds(5)).build().minTtl()).isEqualTo(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @NullSource
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "EVENTUAL")
    void replicaIsRefusedUnlessEventualIsWrittenOut(@Nullable Consistency consistency) {
        CacheSettingsBuilder users =
                CacheSettings.named("users").readFrom(ReadFrom.REPLICA).consistency(consistency);
        assertThatIllegalArgumentException()
                .isThrownBy(users::build)
                .withMessage(
                        "Cache 'users': read-from is replica. Use primary, or set consistency: eventual too, because a"
                                + " replica may return old values.");
        assertThat(users.consistency(Consistency.EVENTUAL).build().readFrom()).isEqualTo(ReadFrom.REPLICA);
    }

    @Test
    void replicaIsRefusedForANearCache() {
        CacheSettingsBuilder users = CacheSettings.named("users")
                .readFrom(ReadFrom.REPLICA)
                .consistency(Consistency.EVENTUAL)
                .near(true);
        assertThatIllegalArgumentException()
                .isThrownBy(users::build)
                .withMessage(
                        "Cache 'users': read-from is replica. Use primary for a near cache, or set near: false, because"
                                + " only the primary reports which keys change.");
    }

    private static Runnable call(Runnable call) {
        return call;
    }
}
