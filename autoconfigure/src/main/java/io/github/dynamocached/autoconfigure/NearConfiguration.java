package io.github.dynamocached.autoconfigure;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.dynamocached.near.CaffeineNear;
import io.github.dynamocached.store.NearMemory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The memory of near caches. It takes no room unless a cache is near. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(Caffeine.class)
class NearConfiguration {

    @Bean
    @ConditionalOnMissingBean
    NearMemory dynamoCachedNearMemory(ConfiguredSettings settings) {
        ConfiguredNear near = settings.near();
        return new NearMemory(new CaffeineNear(near.maxSize().toBytes()), near.ttl(), near.lag());
    }
}
