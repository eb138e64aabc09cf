package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.cache.ReadThroughCaches;
import org.springframework.boot.actuate.autoconfigure.info.ConditionalOnEnabledInfoContributor;
import org.springframework.boot.actuate.autoconfigure.info.InfoContributorFallback;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Names the caches in the info endpoint of Actuator, if the application asks for it: that endpoint is often open to all. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({InfoContributor.class, ConditionalOnEnabledInfoContributor.class})
class InfoConfiguration {

    @Bean
    @ConditionalOnEnabledInfoContributor(value = "dynamocached", fallback = InfoContributorFallback.DISABLE)
    @ConditionalOnMissingBean(name = "dynamocachedInfoContributor")
    InfoContributor dynamocachedInfoContributor(ReadThroughCaches caches, DynamoCachedProperties properties) {
        return new CacheInfo(caches, properties);
    }
}
