package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.DynamoCaches;
import io.github.dynamocached.Observed;
import io.github.dynamocached.ObservedRead;
import io.github.dynamocached.Outcome.Source;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.servers.SharedServers;
import io.github.dynamocached.store.NearMemory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** Near caches on a real Redis, and their properties. */
class NearCacheTests {

    private final RedisServer redis = SharedServers.redis();
    private final String prefix = "test-" + UUID.randomUUID();
    private final ApplicationContextRunner application = Applications.runner()
            .withBean(AccountRepository.class)
            .withPropertyValues(
                    "spring.data.redis.url=" + redis.uri(),
                    "dynamocached.key-prefix=" + prefix,
                    "dynamocached.defaults.hold-off=0s",
                    "dynamocached.redis.timeout=5s",
                    "dynamocached.redis.evict-timeout=5s",
                    "ttl.of.short=200ms");

    private void play(Consumer<ApplicationContext> scenario) {
        application
                .withPropertyValues("dynamocached.caches.accounts.near=true", "dynamocached.near.lag=10s")
                .run(context -> {
                    LocalServers.awaitRedis(context);
                    context.getBean(AccountRepository.class).save(Account.of("1", "Ann"));
                    scenario.accept(context);
                });
    }

    private static Observed<Optional<Account>> find(ApplicationContext context) {
        return context.getBean(DynamoCaches.class)
                .observe(() -> context.getBean(AccountRepository.class).find("1"));
    }

    private static @Nullable Source sourceOf(Observed<?> observed) {
        return observed.last().map(ObservedRead::source).orElse(null);
    }

    private static void awaitNear(ApplicationContext context) {
        await().until(() -> sourceOf(find(context)) == Source.NEAR);
    }

    @Test
    void valuesAreReturnedFromMemoryAndEveryCallerHasItsOwn() {
        play(context -> {
            awaitNear(context);
            Observed<Optional<Account>> one = find(context);
            Observed<Optional<Account>> other = find(context);
            assertThat(one.isFromCache()).isTrue();
            assertThat(one.value()).contains(Account.of("1", "Ann"));
            assertThat(one.value().orElseThrow()).isNotSameAs(other.value().orElseThrow());
        });
    }

    @Test
    void ownEvictionIsSeenAtOnce() {
        play(context -> {
            for (int i = 0; i < 5; i++) {
                awaitNear(context);
                Account changed = Account.of("1", "Ann " + i);
                context.getBean(AccountRepository.class).save(changed);
                assertThat(find(context).value()).contains(changed);
            }
        });
    }

    @Test
    void foreignDeletionIsToldLongBeforeTheLagIsOver() {
        play(context -> {
            awaitNear(context);
            redis.execute("DEL", prefix + ":accounts:1");
            await().atMost(Duration.ofSeconds(5)).until(() -> sourceOf(find(context)) == Source.MISS);
        });
    }

    @Test
    void memoryIsAsItsPropertiesSay() {
        application
                .withPropertyValues(
                        "dynamocached.near.max-size=5MB", "dynamocached.near.ttl=1m", "dynamocached.near.lag=200ms")
                .run(context -> {
                    NearMemory memory = context.getBean(NearMemory.class);
                    assertThat(memory.ttl()).isEqualTo(Duration.ofMinutes(1));
                    assertThat(memory.lag()).isEqualTo(Duration.ofMillis(200));
                });
    }

    @Test
    void valuesOutOfTheirRangeAreRefusedTogether() {
        application
                .withPropertyValues(
                        "dynamocached.near.max-size=1KB", "dynamocached.near.ttl=0s", "dynamocached.near.lag=1ms")
                .run(context -> assertThat(problems(context.getStartupFailure()))
                        .contains(
                                "dynamocached.near.max-size: \"1024B\" cannot be used. Use a size of 1MB or more.",
                                "dynamocached.near.ttl: \"0s\" cannot be used. Use a duration from 1ms to 1d.",
                                "dynamocached.near.lag: \"1ms\" cannot be used. Use a duration from 20ms to 10s."));
    }

    @Test
    void fencedCacheIsRefused() {
        application
                .withPropertyValues(
                        "dynamocached.caches.accounts.near=true", "dynamocached.caches.accounts.consistency=fenced")
                .run(context -> assertThat(problems(context.getStartupFailure()))
                        .contains("dynamocached.caches.accounts: Cache 'accounts': near is true."
                                + " Use near: false in a fenced cache, or consistency: strict."));
    }

    @Test
    void nearCacheWithoutCaffeineIsRefusedWithTheDependencyToAdd() {
        ApplicationContextRunner without = Applications.runner()
                .withPropertyValues("spring.data.redis.url=" + redis.uri())
                .withClassLoader(new FilteredClassLoader("com.github.benmanes.caffeine"));
        without.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(NearMemory.class));
        without.withPropertyValues("dynamocached.caches.accounts.near=true")
                .run(context -> assertThat(problems(context.getStartupFailure()))
                        .contains("dynamocached.caches.accounts.near: \"true\" cannot be used. Use false, or add the"
                                + " dependency com.github.ben-manes.caffeine:caffeine."));
    }

    private static List<String> problems(@Nullable Throwable failure) {
        Throwable next = failure;
        while (next != null && next.getCause() != null) {
            next = next.getCause();
        }
        return next == null
                ? List.of()
                : String.valueOf(next.getMessage()).lines().toList();
    }
}
