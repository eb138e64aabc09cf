package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.DynamoCaches;
import io.github.dynamocached.aop.DynamoCachingAdvisor;
import io.github.dynamocached.cache.ReadThroughCaches;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The endpoint {@code dynamocached} of Actuator, where the application exposes it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EndpointProperties.class)
@ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
class EndpointConfiguration {

    @Bean
    @ConditionalOnAvailableEndpoint(endpoint = CacheEndpoint.class)
    @ConditionalOnMissingBean
    CacheEndpoint dynamoCachedEndpoint(
            ReadThroughCaches caches,
            ObjectProvider<DynamoCaches> access,
            DynamoCachedProperties properties,
            ConfiguredSettings settings,
            ObjectProvider<CacheCounts> counts,
            ObjectProvider<DynamoCachingAdvisor> methods,
            EndpointProperties endpoint) {
        return new CacheEndpoint(
                caches,
                access::getObject,
                new SettingsInForce(properties, settings, methods::getIfAvailable),
                counts.getIfAvailable(),
                endpoint.showValues() == Show.ALWAYS);
    }

    @Bean
    @ConditionalOnBean(CacheEndpoint.class)
    @ConditionalOnAvailableEndpoint(endpoint = CacheEndpoint.class, exposure = EndpointExposure.WEB)
    @ConditionalOnMissingBean
    CacheEndpointWebExtension dynamoCachedEndpointWebExtension(CacheEndpoint endpoint, EndpointProperties properties) {
        return new CacheEndpointWebExtension(endpoint, properties);
    }
}
