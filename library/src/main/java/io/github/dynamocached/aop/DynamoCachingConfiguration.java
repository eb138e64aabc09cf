package io.github.dynamocached.aop;

import io.github.dynamocached.Budgets;
import io.github.dynamocached.CacheListener;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.CacheSettingsBuilder;
import io.github.dynamocached.CacheSettingsCustomizer;
import io.github.dynamocached.DynamoCaches;
import io.github.dynamocached.FailurePredicate;
import io.github.dynamocached.cache.ReadThroughCaches;
import io.github.dynamocached.cache.RefreshExecutor;
import io.github.dynamocached.deferred.AsyncExecutor;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.LoadLock;
import io.github.dynamocached.store.NearMemory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.aop.config.AopConfigUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.annotation.AdviceMode;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.ImportAware;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Role;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.type.AnnotationMetadata;

/** What {@link EnableDynamoCaching} imports. */
@Configuration(proxyBeanMethods = false)
@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
class DynamoCachingConfiguration implements ImportAware {

    private int order = DynamoCachingAdvisor.DEFAULT_ORDER;
    private AdviceMode mode = AdviceMode.PROXY;

    @Override
    public void setImportMetadata(AnnotationMetadata importing) {
        MergedAnnotation<EnableDynamoCaching> enabled =
                importing.getAnnotations().get(EnableDynamoCaching.class);
        order = enabled.getInt("order");
        mode = enabled.getEnum("mode", AdviceMode.class);
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    DynamoCachingAdvisor dynamoCachingAdvisor(ConfigurableListableBeanFactory beanFactory) {
        return new DynamoCachingAdvisor(beanFactory, order, true, mode);
    }

    @Bean
    @Lazy
    @Fallback
    static DynamoCaches dynamoCaches(DynamoCachingAdvisor advisor) {
        return advisor.caches();
    }

    @Bean
    @Lazy
    @Fallback
    static RefreshExecutor dynamoRefreshExecutor() {
        return RefreshExecutor.withDefaults();
    }

    @Bean
    @Lazy
    @Fallback
    static AsyncExecutor dynamoAsyncExecutor() {
        return AsyncExecutor.withDefaults();
    }

    @Bean
    @Lazy
    static SettingsBeans dynamoCacheSettings(
            ConfigurableListableBeanFactory beanFactory, ObjectProvider<CacheSettingsCustomizer> customizers) {
        return new SettingsBeans(
                beanFactory.getBeansOfType(CacheSettings.class),
                customizers.orderedStream().toList());
    }

    @Bean
    @Lazy
    @Fallback
    static ReadThroughCaches dynamoReadThroughCaches(
            EntryStore store,
            LoadLock lock,
            RefreshExecutor refreshing,
            ObjectProvider<Budgets> budgets,
            ObjectProvider<FailurePredicate> outages,
            SettingsBeans settings,
            ObjectProvider<CacheListener> listeners,
            ObjectProvider<NearMemory> near) {
        return new ReadThroughCaches(
                store,
                lock,
                budgets.getIfAvailable(() -> Budgets.DEFAULT),
                outages.getIfAvailable(() -> FailurePredicate.NONE),
                refreshing,
                settings::of,
                listeners.orderedStream().toList(),
                near.getIfAvailable());
    }

    /** Registers the auto-proxy creator, unless the application has one already or needs none. */
    static final class AutoProxyRegistration implements ImportBeanDefinitionRegistrar {

        @Override
        public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
            MergedAnnotation<EnableDynamoCaching> enabled =
                    importing.getAnnotations().get(EnableDynamoCaching.class);
            if (enabled.getEnum("mode", AdviceMode.class) == AdviceMode.ASPECTJ) {
                return;
            }
            AopConfigUtils.registerAutoProxyCreatorIfNecessary(registry);
            if (enabled.getBoolean("proxyTargetClass")) {
                AopConfigUtils.forceAutoProxyCreatorToUseClassProxying(registry);
            }
        }
    }

    /** The settings that an application without Boot declares as beans, one for each cache that differs from the defaults. */
    static final class SettingsBeans implements CacheDeclarations {

        private final Map<String, CacheSettings> byCache = new HashMap<>();
        private final Map<String, String> places = new HashMap<>();
        private final List<CacheSettingsCustomizer> customizers;
        private final List<String> problems = new ArrayList<>();

        /**
         * Settings.
         *
         * @param beans the beans by name
         * @param customizers change the settings, in this order
         */
        SettingsBeans(Map<String, CacheSettings> beans, List<CacheSettingsCustomizer> customizers) {
            this.customizers = customizers;
            beans.forEach((bean, settings) -> {
                String place = "CacheSettings bean '" + bean + "'";
                String other = places.putIfAbsent(settings.name(), place);
                if (other == null) {
                    byCache.put(settings.name(), settings);
                } else {
                    problems.add(place + ": the " + other + " has settings of the cache '" + settings.name()
                            + "' too. Keep one of the two.");
                }
            });
        }

        CacheSettings of(String cache) {
            CacheSettings own = byCache.get(cache);
            CacheSettingsBuilder settings = own == null ? CacheSettings.named(cache) : own.with();
            customizers.forEach(customizer -> customizer.customize(cache, settings));
            return settings.build();
        }

        @Override
        public Set<String> caches() {
            return byCache.keySet();
        }

        @Override
        public String placeOf(String cache) {
            return places.getOrDefault(cache, "the name '" + cache + "'");
        }

        @Override
        public boolean isReadElsewhere(String cache) {
            return false;
        }

        @Override
        public List<String> problems() {
            return problems;
        }
    }
}
