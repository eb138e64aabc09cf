package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.aop.DynamoCachingAdvisor;
import io.github.dynamocached.aop.EnableDynamoCaching;
import io.github.dynamocached.cache.Budgets;
import io.github.dynamocached.cache.CacheSettings;
import io.github.dynamocached.cache.EntityKeys;
import io.github.dynamocached.cache.EntryStore;
import io.github.dynamocached.cache.FailurePredicate;
import io.github.dynamocached.cache.LoadLock;
import io.github.dynamocached.cache.ReadThroughCaches;
import io.github.dynamocached.cache.ValueCodecs;
import io.github.dynamocached.codec.ResultCodecs;
import io.github.dynamocached.dynamodb.EntitySchemas;
import io.github.dynamocached.dynamodb.SchemaEntityKeys;
import io.github.dynamocached.redis.RedisConfigCustomizer;
import io.github.dynamocached.redis.RedisConnection;
import io.github.dynamocached.redis.RedisEntryStore;
import io.github.dynamocached.redis.RedisLoadLock;
import io.github.dynamocached.redis.RedisSettings;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.servers.SharedServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.BeanDefinitionCustomizer;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.util.ClassUtils;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;

/** Which beans there are, which back off, and what the application may leave out. */
class DynamoCachedAutoConfigurationTests {

    private static final BeanDefinitionCustomizer SHUT_DOWN = definition -> definition.setDestroyMethodName("shutdown");

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DynamoCachedAutoConfiguration.class, DataRedisAutoConfiguration.class, AopAutoConfiguration.class))
            .withPropertyValues("spring.data.redis.url=" + SharedServers.redis().uri());

    interface Reader {
        String find(String id);
    }

    static class Repository implements Reader {

        private int calls;

        @Override
        @DynamoCached("items")
        public String find(String id) {
            return id + ++calls;
        }
    }

    private static String answer(RedisConnection connection) {
        await().until(connection::isConnected);
        return "connected";
    }

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
    void beanOfTheApplicationTakesThePlaceOfOurs(BackOff<?> own) {
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
    void advisorOfTheApplicationTakesThePlaceOfOurs() {
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

    private static RedissonClient client(String address) {
        Config config = new Config();
        config.useSingleServer().setAddress(address);
        config.setLazyInitialization(true);
        return Redisson.create(config);
    }

    @Test
    void clientOfTheApplicationSaysWhereRedisIs() {
        application
                .withPropertyValues("spring.data.redis.url=redis://127.0.0.1:1")
                .withBean(
                        "client",
                        RedissonClient.class,
                        () -> client(SharedServers.redis().uri().toString()),
                        SHUT_DOWN)
                .run(context -> {
                    assertThat(context).hasSingleBean(RedissonClient.class);
                    assertThat(answer(context.getBean(RedisConnection.class))).isEqualTo("connected");
                });
    }

    @Test
    void clientOfTheApplicationIsEnoughWithoutSpringDataRedis() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(DynamoCachedAutoConfiguration.class))
                .withClassLoader(new FilteredClassLoader(DataRedisConnectionDetails.class))
                .withBean(
                        RedissonClient.class,
                        () -> client(SharedServers.redis().uri().toString()),
                        SHUT_DOWN)
                .run(context -> assertThat(answer(context.getBean(RedisConnection.class)))
                        .isEqualTo("connected"));
    }

    @Test
    void clientOfTheApplicationIsUsedAsItIsWhereItIsShared() {
        application
                .withPropertyValues(
                        "dynamocached.redis.share-client=true",
                        "dynamocached.redis.timeout=5s",
                        "dynamocached.key-prefix=shared-" + UUID.randomUUID())
                .withBean(
                        "client",
                        RedissonClient.class,
                        () -> client(SharedServers.redis().uri().toString()),
                        SHUT_DOWN)
                .withBean(Repository.class)
                .run(context -> {
                    Repository repository = context.getBean(Repository.class);
                    await().until(() -> repository.find("a").equals(repository.find("a")));
                    context.getBean(RedisConnection.class).close();
                    assertThat(context.getBean(RedissonClient.class).isShutdown())
                            .isFalse();
                });
    }

    @Test
    void sharingNeedsAClient() {
        application
                .withPropertyValues("dynamocached.redis.share-client=true")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(InvalidConfigurationPropertyValueException.class)
                        .hasMessage("Property dynamocached.redis.share-client with value 'true' is invalid:"
                                + " There is no RedissonClient bean to share. Define one."));
    }

    @Test
    void customizersChangeTheConfigurationOfOurClientInTheirOrder() {
        List<String> names = new ArrayList<>();
        application
                .withBean("second", RedisConfigCustomizer.class, () -> new Naming(2, names))
                .withBean("first", RedisConfigCustomizer.class, () -> new Naming(1, names))
                .run(context -> {
                    assertThat(answer(context.getBean(RedisConnection.class))).isEqualTo("connected");
                    assertThat(names).containsExactly("client1", "client2");
                    assertThat((String) SharedServers.redis().execute("CLIENT", "LIST"))
                            .contains("name=client2")
                            .doesNotContain("name=client1");
                });
    }

    private record Naming(int getOrder, List<String> names) implements RedisConfigCustomizer, Ordered {

        @Override
        public void customize(Config config) {
            names.add("client" + getOrder);
            config.useSingleServer().setClientName("client" + getOrder);
        }
    }

    @Test
    void oneOfSeveralClientsMustBeChosen() {
        application
                .withBean("first", RedissonClient.class, () -> client("redis://127.0.0.1:1"), SHUT_DOWN)
                .withBean("second", RedissonClient.class, () -> client("redis://127.0.0.1:1"), SHUT_DOWN)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage(
                                "There are several RedissonClient beans, so where to cache is not clear. Mark one of"
                                        + " them as @Primary, or define a RedisConnection bean."));
    }

    @Test
    void clientOfRedissonsStarterIsTaken() throws ClassNotFoundException {
        application
                .withConfiguration(AutoConfigurations.of(Class.forName(DynamoCachedAutoConfiguration.REDISSON)))
                .run(context -> {
                    assertThat(context).hasNotFailed().hasSingleBean(RedissonClient.class);
                    assertThat(context).hasBean(RedisConfiguration.OfRedissonClient.class.getName());
                    assertThat(answer(context.getBean(RedisConnection.class))).isEqualTo("connected");
                });
    }

    @Test
    void applicationStartsAndAnswersWithRedisAway() {
        application
                .withPropertyValues("spring.data.redis.url=redis://127.0.0.1:1")
                .withBean(Repository.class)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(Repository.class).find("a")).isEqualTo("a1");
                    assertThat(context.getBean(Repository.class).find("a")).isEqualTo("a2");
                });
    }

    @Test
    void redisThatAppearsLaterIsUsed() {
        try (RedisServer server = RedisServer.start()) {
            server.kill();
            application
                    .withPropertyValues(
                            "spring.data.redis.url=" + server.uri(),
                            "dynamocached.redis.timeout=5s",
                            "dynamocached.defaults.lock-lease=250ms")
                    .withBean(Repository.class)
                    .run(context -> {
                        Repository repository = context.getBean(Repository.class);
                        assertThat(repository.find("a")).isEqualTo("a1");
                        server.restart();
                        await().until(() -> repository.find("a").equals(repository.find("a")));
                    });
        }
    }

    @Test
    void classesAreProxiedUnlessBootIsToldOtherwise() {
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
                                "dynamoCaches",
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
