package io.github.dynamocached.aop;

import io.github.dynamocached.DynamoCaches;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Import;

/**
 * Makes {@link io.github.dynamocached.annotation.DynamoCached @DynamoCached},
 * {@link io.github.dynamocached.annotation.DynamoEvict @DynamoEvict},
 * {@link io.github.dynamocached.annotation.DynamoPut @DynamoPut} and {@link DynamoCaches} work in a Spring application
 * without Spring Boot. With Boot the starter does so, and this annotation turns its auto-configuration off.
 *
 * <p>The application declares the ports as beans: {@link io.github.dynamocached.store.EntryStore},
 * {@link io.github.dynamocached.store.LoadLock}, {@link io.github.dynamocached.store.ValueCodecs} and
 * {@link io.github.dynamocached.store.EntityKeys}. It may declare {@link io.github.dynamocached.CacheSettings},
 * one for each cache that is not to have the defaults, {@link io.github.dynamocached.Budgets}, a
 * {@link io.github.dynamocached.load.LoadCheck} ({@code InterceptorCheck}), and any number of
 * {@link io.github.dynamocached.CacheSettingsCustomizer}s, {@link io.github.dynamocached.KeyConverter}s and
 * {@link io.github.dynamocached.CacheListener}s; or its own {@link io.github.dynamocached.cache.ReadThroughCaches},
 * and then none of these but the codecs and the entity keys.
 *
 * <pre>{@code
 * @Configuration
 * @EnableDynamoCaching
 * class CacheConfiguration {
 *
 *     @Bean
 *     EntryStore entryStore() { ... }
 *
 *     @Bean
 *     LoadLock loadLock() { ... }
 *
 *     @Bean
 *     ValueCodecs valueCodecs() { ... }
 *
 *     @Bean
 *     EntityKeys entityKeys() { ... }
 *
 *     @Bean
 *     CacheSettings users() {
 *         return CacheSettings.named("users").ttl(Duration.ofMinutes(10)).build();
 *     }
 * }
 * }</pre>
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Import({AutoProxyRegistration.class, DynamoCachingConfiguration.class})
public @interface EnableDynamoCaching {

    /**
     * Whether beans are proxied by subclasses even if they implement interfaces. As with Spring's own annotations of
     * this kind, it holds for all proxies of the application.
     *
     * <p>Default is {@code false}: by their interfaces, where they have any.
     *
     * @return whether to proxy classes
     */
    boolean proxyTargetClass() default false;

    /**
     * The order of the advice among others on one method: what is lower is outside.
     *
     * <p>Default is {@link DynamoCachingAdvisor#DEFAULT_ORDER}: inside method security and retry, outside
     * {@code @Transactional}.
     *
     * @return the order
     */
    int order() default DynamoCachingAdvisor.DEFAULT_ORDER;
}
