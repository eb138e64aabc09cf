package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.Budgets;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.DynamoCaches;
import io.github.dynamocached.FailurePredicate;
import io.github.dynamocached.aop.DynamoCachingAdvisor;
import io.github.dynamocached.aop.EnableDynamoCaching;
import io.github.dynamocached.cache.ReadThroughCaches;
import io.github.dynamocached.codec.ResultCodecs;
import io.github.dynamocached.dynamodb.EntitySchemas;
import io.github.dynamocached.dynamodb.SchemaEntityKeys;
import io.github.dynamocached.redis.RedisConnection;
import io.github.dynamocached.redis.RedisEntryStore;
import io.github.dynamocached.redis.RedisLoadLock;
import io.github.dynamocached.redis.RedisSettings;
import io.github.dynamocached.store.EntityKeys;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.LoadLock;
import io.github.dynamocached.store.ValueCodecs;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.ClassUtils;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;

/** Which beans there are, which back off, and what the application may leave out. */
class DynamoCachedAutoConfigurationTests extends AutoConfigurationFixture {

    @Test
    void bootFindsIt() {
        assertThat(ImportCandidates.load(AutoConfiguration.class, null))
                .contains(DynamoCachedAutoConfiguration.class.getName());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                DynamoCachedAutoConfiguration.DATA_REDIS,
                DynamoCachedAutoConfiguration.METRICS,
                DynamoCachedAutoConfiguration.OBSERVATIONS,
                DynamoCachedAutoConfiguration.REDISSON,
                DynamoCachedAutoConfiguration.ENABLED_BY_HAND
            })
    void classNamedAsAStringExists(String name) {
        assertThat(ClassUtils.isPresent(name, null)).isTrue();
    }

    @Test
    void everythingIsThereByItself() {
        application.run(context -> {
            assertThat(context)
                    .hasSingleBean(DynamoCachingAdvisor.class)
                    .hasSingleBean(ReadThroughCaches.class)
                    .hasSingleBean(RedisEntryStore.class)
                    .hasSingleBean(RedisLoadLock.class)
                    .hasSingleBean(ResultCodecs.class)
                    .hasSingleBean(SchemaEntityKeys.class)
                    .hasSingleBean(EntitySchemas.class)
                    .hasSingleBean(RedisConnection.class)
                    .doesNotHaveBean(RedissonClient.class)
                    .doesNotHaveBean(Config.class);
            assertThat(answer(context.getBean(RedisConnection.class))).isEqualTo("connected");
        });
    }

    @Test
    void beansOfTheCachesHaveTheNamesOfTheirTypes() {
        application.run(context -> {
            assertThat(context).getBeanNames(DynamoCaches.class).containsExactly("dynamoCaches");
            assertThat(context).getBeanNames(ReadThroughCaches.class).containsExactly("readThroughCaches");
        });
    }

    @Test
    void propertiesReachWhatTheyAreFor() {
        application
                .withPropertyValues(
                        "dynamocached.order=17",
                        "dynamocached.key-prefix=shop",
                        "dynamocached.caches.items.ttl=1m",
                        "dynamocached.redis.timeout=70ms")
                .withBean(Repository.class)
                .run(context -> {
                    assertThat(context.getBean(DynamoCachingAdvisor.class).getOrder())
                            .isEqualTo(17);
                    RedisSettings redis = context.getBean(RedisConnection.class).settings();
                    assertThat(redis.keyPrefix()).isEqualTo("shop");
                    assertThat(redis.timeout()).isEqualTo(Duration.ofMillis(70));
                    ReadThroughCaches caches = context.getBean(ReadThroughCaches.class);
                    assertThat(caches.cache("items").settings().ttl()).isEqualTo(Duration.ofMinutes(1));
                    assertThat(caches.cache("any").settings().ttl()).isEqualTo(Duration.ofMinutes(5));
                });
    }

    @Test
    void invalidPropertyStopsTheStart() {
        application
                .withPropertyValues("dynamocached.defaults.ttl=0s")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessage(
                                "dynamocached.defaults.ttl: \"0s\" cannot be used. Use a duration from 1ms to 365d."));
    }

    @Configuration(proxyBeanMethods = false)
    static class Own {

        static final EntitySchemas SCHEMAS = new EntitySchemas(List.of());
        static final RedisConnection CONNECTION = RedisConnection.to(configOfNobody(), RedisSettings.DEFAULT);

        static Config configOfNobody() {
            Config config = new Config();
            config.useSingleServer().setAddress("redis://127.0.0.1:1");
            return config;
        }

        static ReadThroughCaches caches() {
            return new ReadThroughCaches(
                    new RedisEntryStore(CONNECTION),
                    new RedisLoadLock(CONNECTION),
                    Budgets.DEFAULT,
                    FailurePredicate.NONE,
                    Runnable::run,
                    name -> CacheSettings.named(name).build(),
                    List.of());
        }
    }

    @AfterAll
    static void closeConnection() {
        Own.CONNECTION.close();
    }

    record BackOff<T>(Class<T> type, Supplier<T> own) {

        ApplicationContextRunner with(ApplicationContextRunner application) {
            return application.withBean("own", type, own);
        }

        @Override
        public String toString() {
            return type.getSimpleName();
        }
    }

    static Stream<BackOff<?>> ownBeans() {
        return Stream.of(
                new BackOff<>(EntryStore.class, () -> new RedisEntryStore(Own.CONNECTION)),
                new BackOff<>(LoadLock.class, () -> new RedisLoadLock(Own.CONNECTION)),
                new BackOff<>(
                        RedisConnection.class, () -> RedisConnection.to(Own.configOfNobody(), RedisSettings.DEFAULT)),
                new BackOff<>(EntitySchemas.class, () -> new EntitySchemas(List.of())),
                new BackOff<>(EntityKeys.class, () -> new SchemaEntityKeys(Own.SCHEMAS)),
                new BackOff<>(ValueCodecs.class, () -> new ResultCodecs(Own.SCHEMAS, List.of())),
                new BackOff<>(ReadThroughCaches.class, Own::caches));
    }

    @ParameterizedTest
    @MethodSource("ownBeans")
    void beanOfTheApplicationReplacesOurs(BackOff<?> own) {
        own.with(application)
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(own.type())
                        .hasBean("own"));
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnAdvisor {
        @Bean
        static DynamoCachingAdvisor own(ConfigurableListableBeanFactory beanFactory) {
            return new DynamoCachingAdvisor(beanFactory, 3, true);
        }
    }

    @Test
    void advisorOfTheApplicationReplacesOurs() {
        application.withUserConfiguration(OwnAdvisor.class).run(context -> {
            assertThat(context).hasSingleBean(DynamoCachingAdvisor.class);
            assertThat(context.getBean(DynamoCachingAdvisor.class).getOrder()).isEqualTo(3);
        });
    }

    @Test
    void storeAndLockOfTheApplicationNeedNoConnection() {
        application
                .withBean(EntryStore.class, () -> new RedisEntryStore(Own.CONNECTION))
                .withBean(LoadLock.class, () -> new RedisLoadLock(Own.CONNECTION))
                .run(context -> assertThat(context.getBeanFactory().containsSingleton("dynamoCachedRedisConnection"))
                        .isFalse());
    }

    @Configuration(proxyBeanMethods = false)
    @EnableDynamoCaching
    static class EnabledByHand {}

    @Test
    void annotationOfSpringWithoutBootTurnsEverythingOff() {
        application
                .withUserConfiguration(EnabledByHand.class)
                .withBean(ReadThroughCaches.class, Own::caches)
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(DynamoCachedAutoConfiguration.class)
                        .doesNotHaveBean(RedisConnection.class)
                        .doesNotHaveBean(ConfiguredSettings.class));
    }

    @ParameterizedTest
    @ValueSource(classes = {RedissonClient.class, TableSchema.class})
    void withoutItsLibrariesItIsOff(Class<?> missing) {
        application
                .withClassLoader(new FilteredClassLoader(missing))
                .run(context ->
                        assertThat(context).hasNotFailed().doesNotHaveBean(DynamoCachedAutoConfiguration.class));
    }

    @Test
    void classesAreProxiedUnlessAPropertyOfBootForbidsIt() {
        application
                .withBean(Repository.class)
                .run(context -> assertThat(AopUtils.isCglibProxy(context.getBean(Reader.class)))
                        .isTrue());
        application
                .withPropertyValues("spring.aop.auto=false")
                .withBean(Repository.class)
                .run(context -> assertThat(AopUtils.isCglibProxy(context.getBean(Reader.class)))
                        .isTrue());
        application
                .withPropertyValues("spring.aop.proxy-target-class=false")
                .withBean(Repository.class)
                .run(context -> assertThat(AopUtils.isJdkDynamicProxy(context.getBean(Reader.class)))
                        .isTrue());
    }

    static class LastProcessor implements BeanPostProcessor {

        private final Set<String> processed = new TreeSet<>();

        @Override
        public Object postProcessAfterInitialization(Object bean, String beanName) {
            processed.add(beanName);
            return bean;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Processors {
        @Bean
        static LastProcessor lastProcessor() {
            return new LastProcessor();
        }
    }

    @Test
    void noBeanIsCreatedBeforeAllProcessorsAreThere() {
        application
                .withUserConfiguration(Processors.class)
                .withBean("repository", Repository.class)
                .run(context -> assertThat(context.getBean(LastProcessor.class).processed)
                        .contains(
                                "repository",
                                "readThroughCaches",
                                "dynamoCachedRedisConnection",
                                "dynamoCachedEntryStore",
                                "dynamoCachedLoadLock",
                                "dynamoCachedEntityKeys",
                                "dynamoCachedEntitySchemas",
                                "dynamoCachedValueCodecs",
                                "dynamoCachedSettings",
                                "dynamocached-io.github.dynamocached.autoconfigure.DynamoCachedProperties"));
    }
}
