package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.servers.SharedServers;
import io.github.dynamocached.springcache.SpringCaches;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.Configuration;

/** Ordinary cache annotations of Spring, with the starter and one property, on a real Redis. */
class SpringCacheTests {

    private final RedisServer redis = SharedServers.redis();
    private final String prefix = "test-" + UUID.randomUUID();
    private final ApplicationContextRunner application = Applications.runner(
                    DynamoCachedSpringCacheAutoConfiguration.class)
            .withUserConfiguration(Caching.class)
            .withBean(SpringRepository.class)
            .withPropertyValues(
                    "spring.data.redis.url=" + redis.uri(),
                    "dynamocached.key-prefix=" + prefix,
                    "dynamocached.spring-cache.enabled=true",
                    "dynamocached.defaults.hold-off=0s",
                    "dynamocached.redis.timeout=5s",
                    "dynamocached.redis.evict-timeout=5s");

    @Configuration(proxyBeanMethods = false)
    @EnableCaching
    static class Caching {}

    private void play(Consumer<SpringRepository> scenario) {
        application.run(context -> {
            LocalServers.awaitRedis(context);
            scenario.accept(context.getBean(SpringRepository.class));
        });
    }

    @Test
    void valueIsLoadedOnceAndAgainAfterItsEviction() {
        play(repository -> {
            repository.save(Account.of("1", "Ann"));
            assertThat(repository.find("1")).contains(Account.of("1", "Ann"));
            assertThat(repository.find("1")).contains(Account.of("1", "Ann"));
            repository.save(Account.of("1", "Bob"));
            assertThat(repository.find("1")).contains(Account.of("1", "Bob"));
            assertThat(repository.calls()).containsExactly("find 1", "find 1");
        });
    }

    @Test
    void methodsOfOneTypeShareAnEntryThatIsStoredLikeAnyOther() {
        play(repository -> {
            repository.write(Account.of("1", "Ann"));
            repository.find("1");
            assertThat(repository.get("1")).isEqualTo(Account.of("1", "Ann"));
            assertThat(repository.calls()).containsExactly("find 1");
            assertThat(redis.execute("HGET", prefix + ":accounts:1", "name")).isEqualTo("Ann");
        });
    }

    @Test
    void absenceIsCached() {
        play(repository -> {
            assertThat(repository.find("none")).isEmpty();
            assertThat(repository.find("none")).isEmpty();
            assertThat(repository.get("none")).isNull();
            assertThat(repository.calls()).containsExactly("find none");
        });
    }

    @Test
    void putEvicts() {
        play(repository -> {
            repository.write(Account.of("1", "Ann"));
            repository.find("1");
            repository.put(Account.of("1", "Bob"));
            assertThat(redis.execute("HGET", prefix + ":accounts:1", "name")).isNull();
            assertThat(repository.find("1")).contains(Account.of("1", "Bob"));
            assertThat(repository.calls()).containsExactly("find 1", "find 1");
        });
    }

    @Test
    void clearingEvictsAllEntries() {
        play(repository -> {
            repository.write(Account.of("1", "Ann"));
            repository.find("1");
            repository.clear();
            assertThat(repository.find("1")).isEmpty();
        });
    }

    @Test
    void unlessIsHonouredAndTheOthersAreStored() {
        play(repository -> {
            assertThat(repository.named("Ann", 5)).isEmpty();
            repository.write(Account.of("1", "Ann"));
            assertThat(repository.named("Ann", 5)).containsExactly(Account.of("1", "Ann"));
            assertThat(repository.named("Ann", 5)).containsExactly(Account.of("1", "Ann"));
            assertThat(repository.calls()).containsExactly("named Ann", "named Ann");
        });
    }

    @Test
    void exceptionOfTheMethodArrivesAsItIsAndIsNotCached() {
        play(repository -> {
            for (int i = 0; i < 2; i++) {
                assertThatExceptionOfType(Exception.class)
                        .isThrownBy(() -> repository.failing("1"))
                        .isExactlyInstanceOf(Exception.class)
                        .withMessage("expected");
            }
            assertThat(repository.calls()).hasSize(2);
        });
    }

    private void beside(String type, Consumer<CacheManager> check, String... properties) {
        application
                .withConfiguration(AutoConfigurations.of(CacheAutoConfiguration.class))
                .withPropertyValues("spring.cache.type=" + type)
                .withPropertyValues(properties)
                .run(context -> check.accept(context.getBean(CacheManager.class)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"simple", "redis"})
    void managerOfBootIsNotMadeBesideThisOne(String type) {
        beside(type, manager -> assertThat(manager).isInstanceOf(SpringCaches.class));
    }

    @Test
    void managerOfBootIsUsedWithoutTheProperty() {
        beside(
                "simple",
                manager -> assertThat(manager).isInstanceOf(ConcurrentMapCacheManager.class),
                "dynamocached.spring-cache.enabled=false");
    }
}
