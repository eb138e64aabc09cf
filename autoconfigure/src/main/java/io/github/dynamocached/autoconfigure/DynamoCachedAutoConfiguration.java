package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.CacheListener;
import io.github.dynamocached.CacheSettingsCustomizer;
import io.github.dynamocached.DynamoCaches;
import io.github.dynamocached.FailurePredicate;
import io.github.dynamocached.aop.DynamoCachingAdvisor;
import io.github.dynamocached.cache.ReadThroughCaches;
import io.github.dynamocached.cache.RefreshExecutor;
import io.github.dynamocached.codec.ResultCodecs;
import io.github.dynamocached.codec.ValueMapperCustomizer;
import io.github.dynamocached.deferred.AsyncExecutor;
import io.github.dynamocached.dynamodb.EntitySchemas;
import io.github.dynamocached.dynamodb.InterceptorCheck;
import io.github.dynamocached.dynamodb.SchemaEntityKeys;
import io.github.dynamocached.dynamodb.SdkOutages;
import io.github.dynamocached.load.LoadCheck;
import io.github.dynamocached.store.BoundTables;
import io.github.dynamocached.store.EntityKeys;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.LoadLock;
import io.github.dynamocached.store.NearMemory;
import io.github.dynamocached.store.ValueCodecs;
import io.github.dynamocached.streams.StreamReader;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.redisson.api.RedissonClient;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.IgnoreErrorsBindHandler;
import org.springframework.boot.thread.Threading;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Auto-configuration of DynamoCached. Each bean backs off if the application defines one of the same type.
 *
 * <p>The address of Redis comes from the application's {@link RedissonClient}, or without one from Boot's connection details,
 * for example {@code spring.data.redis.*}. The library opens its own connection. {@link
 * io.github.dynamocached.redis.RedisConfigCustomizer} beans change its configuration. This class defines no bean of a Redisson
 * type. The application starts whether or not Redis answers.
 *
 * <p>It runs after all auto-configurations without an order, so that beans of other starters replace these beans.
 *
 * <p>It backs off as a whole if the application uses {@code @EnableDynamoCaching}.
 */
@AutoConfiguration(
        afterName = {
            DynamoCachedAutoConfiguration.DATA_REDIS,
            DynamoCachedAutoConfiguration.METRICS,
            DynamoCachedAutoConfiguration.OBSERVATIONS,
            DynamoCachedAutoConfiguration.REDISSON,
        })
@AutoConfigureOrder(Ordered.LOWEST_PRECEDENCE)
@ConditionalOnClass({RedissonClient.class, TableSchema.class})
@ConditionalOnMissingBean(type = DynamoCachedAutoConfiguration.ENABLED_BY_HAND)
@EnableConfigurationProperties(DynamoCachedProperties.class)
@Import({
    ClassProxying.class,
    ClientsConfiguration.class,
    EndpointConfiguration.class,
    HealthConfiguration.class,
    InfoConfiguration.class,
    MetricsConfiguration.class,
    NearConfiguration.class,
    ObservationsConfiguration.class,
    RedisConfiguration.OfConnectionDetails.class,
    RedisConfiguration.Ports.class,
    StoresWithoutServer.InMemory.class,
    StoresWithoutServer.None.class,
    StreamsConfiguration.class
})
public final class DynamoCachedAutoConfiguration {

    static final String DATA_REDIS = "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration";
    static final String METRICS =
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration";
    static final String OBSERVATIONS =
            "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration";
    static final String REDISSON = "org.redisson.spring.starter.RedissonAutoConfigurationV4";
    static final String ENABLED_BY_HAND = "io.github.dynamocached.aop.DynamoCachingConfiguration";

    /** Created by Spring. */
    DynamoCachedAutoConfiguration() {}

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    @ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
    static DynamoCachingAdvisor dynamoCachingAdvisor(
            ConfigurableListableBeanFactory beanFactory, Environment environment) {
        DynamoCachedProperties properties = Binder.get(environment)
                .bindOrCreate("dynamocached", Bindable.of(DynamoCachedProperties.class), new IgnoreErrorsBindHandler());
        return new DynamoCachingAdvisor(
                beanFactory,
                properties.order(),
                properties.readsCaches(),
                properties.mode().adviceMode());
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static PropertyProblems dynamoCachedPropertyProblems() {
        return new PropertyProblems();
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static PropertyBinding dynamoCachedPropertyBinding(PropertyProblems problems) {
        return new PropertyBinding(problems);
    }

    @Bean
    ConfiguredSettings dynamoCachedSettings(
            DynamoCachedProperties properties,
            PropertyProblems problems,
            ObjectProvider<CacheSettingsCustomizer> customizers,
            ConfigurableEnvironment environment) {
        return new ConfiguredSettings(
                properties,
                problems,
                customizers.orderedStream().toList(),
                CacheVariables.of(environment),
                PropertyPlaces.of(environment));
    }

    @Bean
    @ConditionalOnMissingBean
    RefreshExecutor dynamoCachedRefreshExecutor(Environment environment) {
        return Threading.VIRTUAL.isActive(environment)
                ? RefreshExecutor.withThreadsOf(VirtualThreads.named("dynamocached-refresh-"))
                : RefreshExecutor.withDefaults();
    }

    @Bean
    @ConditionalOnMissingBean
    AsyncExecutor dynamoCachedAsyncExecutor(Environment environment) {
        return Threading.VIRTUAL.isActive(environment)
                ? AsyncExecutor.withThreadsOf(VirtualThreads.named("dynamocached-async-"))
                : AsyncExecutor.withDefaults();
    }

    /** A post-processor of the bean factory is created before all beans, so it sees their writes too. */
    @Bean
    @ConditionalOnMissingBean(value = BoundTables.class, ignored = StreamReader.class, search = SearchStrategy.CURRENT)
    static EarlyTableWrites dynamoCachedTableWrites(ConfigurableListableBeanFactory beanFactory) {
        return new EarlyTableWrites(() -> clientsIn(beanFactory));
    }

    @Bean
    @ConditionalOnMissingBean
    FailurePredicate dynamoCachedOutages() {
        return new SdkOutages();
    }

    @Bean
    @ConditionalOnMissingBean
    LoadCheck dynamoCachedLoadCheck(ConfigurableListableBeanFactory beanFactory) {
        return new InterceptorCheck(() -> clientsIn(beanFactory));
    }

    /** The DynamoDB clients that exist already. None is created for the check. */
    private static Map<String, SdkClient> clientsIn(ConfigurableListableBeanFactory beanFactory) {
        Map<String, SdkClient> clients = new TreeMap<>();
        for (Class<? extends SdkClient> type : List.of(DynamoDbClient.class, DynamoDbAsyncClient.class)) {
            for (String name : beanFactory.getBeanNamesForType(type, true, false)) {
                if (beanFactory.containsSingleton(name)) {
                    clients.put(name, beanFactory.getBean(name, type));
                }
            }
        }
        return clients;
    }

    @Bean
    @ConditionalOnMissingBean
    ReadThroughCaches readThroughCaches(
            EntryStore store,
            LoadLock lock,
            FailurePredicate outages,
            RefreshExecutor refreshing,
            ConfiguredSettings settings,
            ObjectProvider<CacheListener> listeners,
            ObjectProvider<NearMemory> near) {
        return new ReadThroughCaches(
                store,
                lock,
                settings.budgets(),
                outages,
                refreshing,
                settings::of,
                listeners.orderedStream().toList(),
                near.getIfAvailable());
    }

    @Bean
    @Lazy
    @ConditionalOnMissingBean
    static DynamoCaches dynamoCaches(DynamoCachingAdvisor advisor) {
        return advisor.caches();
    }

    @Bean
    @ConditionalOnMissingBean
    EntitySchemas dynamoCachedEntitySchemas(ObjectProvider<TableSchema<?>> schemas) {
        return new EntitySchemas(schemas.orderedStream().toList());
    }

    @Bean
    @ConditionalOnMissingBean
    EntityKeys dynamoCachedEntityKeys(EntitySchemas schemas) {
        return new SchemaEntityKeys(schemas);
    }

    @Bean
    @ConditionalOnMissingBean
    ValueCodecs dynamoCachedValueCodecs(EntitySchemas schemas, ObjectProvider<ValueMapperCustomizer> customizers) {
        return new ResultCodecs(schemas, customizers.orderedStream().toList());
    }
}
