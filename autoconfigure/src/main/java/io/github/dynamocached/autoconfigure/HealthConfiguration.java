package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.cache.ReadThroughCaches;
import io.github.dynamocached.streams.StreamReader;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tells the health endpoint of Actuator about the cache. Boot makes {@code dynamocached} of the name of the bean. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({HealthContributor.class, ConditionalOnEnabledHealthIndicator.class})
class HealthConfiguration {

    @Bean
    @ConditionalOnEnabledHealthIndicator("dynamocached")
    @ConditionalOnMissingBean(name = {"dynamocachedHealthIndicator", "dynamocachedHealthContributor"})
    HealthIndicator dynamocachedHealthIndicator(ReadThroughCaches caches, ObjectProvider<StreamReader> streams) {
        return new CacheHealth(caches, streams.getIfAvailable());
    }
}
