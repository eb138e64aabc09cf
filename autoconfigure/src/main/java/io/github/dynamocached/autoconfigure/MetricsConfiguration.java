package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.micrometer.CacheMeters;
import io.github.dynamocached.micrometer.StreamMeters;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Registers meters if the application has a registry. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnSingleCandidate(MeterRegistry.class)
@ConditionalOnBooleanProperty(name = "dynamocached.metrics.enabled", matchIfMissing = true)
class MetricsConfiguration {

    @Bean
    @ConditionalOnMissingBean
    CacheMeters dynamoCachedMeters(MeterRegistry registry) {
        return new CacheMeters(registry);
    }

    /** The counts of the meters themselves. */
    @Bean
    CacheCounts dynamoCachedCounts(MeterRegistry registry) {
        return new RegistryCounts(registry);
    }

    @Bean
    @ConditionalOnMissingBean
    StreamMeters dynamoCachedStreamMeters(MeterRegistry registry) {
        return new StreamMeters(registry);
    }
}
