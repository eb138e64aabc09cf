package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.FailurePredicate;
import io.github.dynamocached.annotation.DynamoEvict;
import io.github.dynamocached.micrometer.CacheMeters;
import io.github.dynamocached.redis.RedisConnection;
import io.github.dynamocached.redis.RedisEntryStore;
import io.github.dynamocached.redis.RedisSettings;
import io.github.dynamocached.servers.SharedServers;
import io.github.dynamocached.store.EntryStore;
import java.util.Objects;
import org.acme.AcmeCacheAutoConfiguration;
import org.acme.AcmeLateRedissonAutoConfiguration;
import org.acme.AcmeRedissonAutoConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redisson.config.Config;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What is found of Redis depends on the beans that there are, and not on the order of auto-configurations. */
class RedisLookupTests extends AutoConfigurationFixture {

    private static final String UNKNOWN =
            "DynamoCached has no Redis to connect to: there is no RedissonClient bean and no"
                    + " DataRedisConnectionDetails bean.";

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
        withoutRedis.run(context -> {
            assertThat(context).getFailure().rootCause().isInstanceOf(UnknownRedisException.class);
            FailureAnalysis analysis = analysisOf(context.getStartupFailure());
            assertThat(analysis.getDescription()).isEqualTo(UNKNOWN);
            assertThat(analysis.getAction())
                    .isEqualTo("Set spring.data.redis.url and do not exclude DataRedisAutoConfiguration, or define a"
                            + " RedissonClient bean. To run without a cache, set dynamocached.enabled to false.");
        });
    }

    private static FailureAnalysis analysisOf(@Nullable Throwable failure) {
        return Objects.requireNonNull(new UnknownRedisFailureAnalyzer().analyze(Objects.requireNonNull(failure)));
    }

    @Test
    void withoutSpringDataRedisTheStartSaysWhatToDefine() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(DynamoCachedAutoConfiguration.class))
                .withClassLoader(new FilteredClassLoader("org.springframework.boot.data.redis"))
                .run(context -> assertThat(context).getFailure().rootCause().isInstanceOf(UnknownRedisException.class));
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
