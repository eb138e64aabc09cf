package io.github.dynamocached.aop;

import io.github.dynamocached.Budgets;
import io.github.dynamocached.CacheListener;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.CacheSettingsCustomizer;
import io.github.dynamocached.DynamoCaches;
import io.github.dynamocached.FailurePredicate;
import io.github.dynamocached.cache.ReadThroughCaches;
import io.github.dynamocached.cache.RefreshExecutor;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.LoadLock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.ImportAware;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Role;
import org.springframework.core.type.AnnotationMetadata;

/** What {@link EnableDynamoCaching} imports. */
@Configuration(proxyBeanMethods = false)
@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
class DynamoCachingConfiguration implements ImportAware {

    private int order = DynamoCachingAdvisor.DEFAULT_ORDER;

    @Override
    public void setImportMetadata(AnnotationMetadata importing) {
        order = importing.getAnnotations().get(EnableDynamoCaching.class).getInt("order");
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    DynamoCachingAdvisor dynamoCachingAdvisor(ConfigurableListableBeanFactory beanFactory) {
        return new DynamoCachingAdvisor(beanFactory, order, true);
    }

    @Bean
    @Lazy
    @Fallback
    static DynamoCaches dynamoCachesInCode(DynamoCachingAdvisor advisor) {
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
    static SettingsBeans dynamoCacheSettings(
            ConfigurableListableBeanFactory beanFactory, ObjectProvider<CacheSettingsCustomizer> customizers) {
        return new SettingsBeans(
                beanFactory.getBeansOfType(CacheSettings.class),
                customizers.orderedStream().toList());
    }

    @Bean
    @Lazy
    @Fallback
    static ReadThroughCaches dynamoCaches(
            EntryStore store,
            LoadLock lock,
            RefreshExecutor refreshing,
            ObjectProvider<Budgets> budgets,
            ObjectProvider<FailurePredicate> outages,
            SettingsBeans settings,
            ObjectProvider<CacheListener> listeners) {
        return new ReadThroughCaches(
                store,
                lock,
                budgets.getIfAvailable(() -> Budgets.DEFAULT),
                outages.getIfAvailable(() -> FailurePredicate.NONE),
                refreshing,
                settings::of,
                listeners.orderedStream().toList());
    }
}
