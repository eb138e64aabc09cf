package io.github.dynamocached.aop;

import io.github.dynamocached.CacheSettings;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A style in which a repository can be written: how its methods return what they have loaded. */
interface RepositoryStyle {

    /** The interface of the repository. */
    Class<?> type();

    /** Its class, which has the annotations. */
    Class<?> component();

    /** The repository of an application. */
    AnyRepository of(CachingTestApplication application);

    /** One cache for all styles. */
    @Configuration(proxyBeanMethods = false)
    static class Items {

        @Bean
        CacheSettings items() {
            return CacheSettings.named("items")
                    .ttl(Duration.ofMinutes(10))
                    .ttlJitter(0)
                    .staleWhileRevalidate(Duration.ofMinutes(1))
                    .negativeTtl(Duration.ofMinutes(1))
                    .build();
        }

        @Bean
        Source source() {
            return new Source();
        }
    }
}
