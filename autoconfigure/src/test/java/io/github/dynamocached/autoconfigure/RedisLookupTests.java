package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.FailurePredicate;
import io.github.dynamocached.MisuseException;
import io.github.dynamocached.annotation.DynamoEvict;
import io.github.dynamocached.micrometer.CacheMeters;
import io.github.dynamocached.redis.RedisConnection;
import io.github.dynamocached.redis.RedisEntryStore;
import io.github.dynamocached.redis.RedisSettings;
import io.github.dynamocached.servers.SharedServers;
import io.github.dynamocached.store.EntryStore;
import org.acme.AcmeCacheAutoConfiguration;
import org.acme.AcmeLateRedissonAutoConfiguration;
import org.acme.AcmeRedissonAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redisson.config.Config;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What is found of Redis depends on the beans that there are, and not on the order of auto-configurations. */
class RedisLookupTests extends AutoConfigurationFixture {

    private static final String UNKNOWN =
            "spring.data.redis: there is no Redis to connect to, because there is no DataRedisConnectionDetails bean and no"
                    + " RedissonClient bean. Set spring.data.redis.url and do not exclude DataRedisAutoConfiguration, or define"
                    + " a RedissonClient bean. To run without Redis, set dynamocached.store to in-memory or none.";

    private final ApplicationContextRunner withoutRedis = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(DynamoCachedAutoConfiguration.class, AopAutoConfiguration.class))
            .withBean(Writer.class)
            .withBean(Repository.class);

    static class Writer {

        @DynamoEvict("items")
        public String save(String id) {
            return id;
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {AcmeRedissonAutoConfiguration.class, AcmeLateRedissonAutoConfiguration.class})
    void clientOfAStarterIsTakenWhateverTheNameOfItsPackage(Class<?> starter) {
        application
                .withConfiguration(AutoConfigurations.of(starter))
                .withPropertyValues(
                        "spring.data.redis.url=redis://127.0.0.1:1",
                        "acme.redis=" + SharedServers.redis().uri())
                .run(context -> assertThat(answer(context.getBean(RedisConnection.class)))
                        .isEqualTo("connected"));
    }

    @Test
    void beansOfAStarterTakeThePlaceOfOursWhateverTheNameOfItsPackage() {
        application
                .withConfiguration(AutoConfigurations.of(AcmeCacheAutoConfiguration.class))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(FailurePredicate.class)
                        .hasBean("acmeOutages")
                        .hasSingleBean(CacheMeters.class));
    }

    @Test
    void clientIsEnoughWhereConnectionDetailsAreExcluded() {
        withoutRedis
                .withConfiguration(AutoConfigurations.of(AcmeRedissonAutoConfiguration.class))
                .withPropertyValues("acme.redis=" + SharedServers.redis().uri())
                .run(context -> assertThat(answer(context.getBean(RedisConnection.class)))
                        .isEqualTo("connected"));
    }

    @Test
    void withoutRedisTheStartSaysWhatToDefine() {
        withoutRedis.run(context -> assertThat(context)
                .getFailure()
                .isInstanceOf(MisuseException.class)
                .hasMessage(UNKNOWN));
    }

    /** Nobody is told of one mistake after the other. */
    @Test
    void missingRedisIsShownWithAllOtherMistakes() {
        withoutRedis
                .withPropertyValues("dynamocached.redis.timeout=0s", "dynamocached.caches.item.ttl=1h")
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOf(MisuseException.class)
                        .hasMessage("dynamocached.caches.item: no annotation uses the cache 'item'. Use"
                                + " dynamocached.caches.items, or remove the declaration.\n"
                                + "dynamocached.redis.timeout: \"0s\" cannot be used. Use a duration from 1ms to 1h.\n"
                                + UNKNOWN));
    }

    @Test
    void withoutSpringDataRedisTheStartSaysWhatToDefine() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(DynamoCachedAutoConfiguration.class))
                .withClassLoader(new FilteredClassLoader("org.springframework.boot.data.redis"))
                .run(context -> assertThat(context).getFailure().hasMessage(UNKNOWN));
    }

    @Test
    void cacheThatIsOffNeedsNoRedis() {
        withoutRedis.withPropertyValues("dynamocached.enabled=false").run(context -> {
            assertThat(context).hasNotFailed().doesNotHaveBean(RedisEntryStore.class);
            Repository repository = context.getBean(Repository.class);
            assertThat(repository.find("a")).isEqualTo("a1");
            assertThat(repository.find("a")).isEqualTo("a2");
            assertThat(context.getBean(Writer.class).save("a")).isEqualTo("a");
        });
    }

    @Test
    void cacheThatIsOffStillEvictsWhereRedisIsKnown() {
        application
                .withPropertyValues("dynamocached.enabled=false")
                .run(context -> assertThat(context).hasSingleBean(RedisEntryStore.class));
        withoutRedis
                .withPropertyValues("dynamocached.enabled=false")
                .withBean(RedisConnection.class, RedisLookupTests::ownConnection)
                .run(context -> assertThat(context).hasSingleBean(RedisEntryStore.class));
    }

    @Test
    void storeAndLockOfTheApplicationNeedNoRedis() {
        withoutRedis
                .withBean(EntryStore.class, NoEntryStore::new)
                .withBean(NoLoadLock.class)
                .run(context -> assertThat(context).hasNotFailed());
    }

    private static RedisConnection ownConnection() {
        Config config = new Config();
        config.useSingleServer().setAddress(SharedServers.redis().uri().toString());
        return RedisConnection.to(config, RedisSettings.DEFAULT);
    }
}
