package io.github.dynamocached.aop;

import io.github.dynamocached.DynamoCaches;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.AdviceMode;
import org.springframework.context.annotation.Import;

/**
 * Makes {@link io.github.dynamocached.annotation.DynamoCached @DynamoCached},
 * {@link io.github.dynamocached.annotation.DynamoEvict @DynamoEvict},
 * {@link io.github.dynamocached.annotation.DynamoPut @DynamoPut} and {@link DynamoCaches} work in a Spring application
 * without Spring Boot. With Boot the starter does so, and this annotation turns its auto-configuration off.
 *
 * <p>The application has to define these beans: {@link io.github.dynamocached.store.EntryStore},
 * {@link io.github.dynamocached.store.LoadLock}, {@link io.github.dynamocached.store.ValueCodecs} and
 * {@link io.github.dynamocached.store.EntityKeys}.
 *
 * <p>It may define one {@link io.github.dynamocached.CacheSettings} bean for each cache that differs from the
 * defaults, one {@link io.github.dynamocached.Budgets}, one {@link io.github.dynamocached.load.LoadCheck}
 * ({@code InterceptorCheck}), and any number of {@link io.github.dynamocached.CacheSettingsCustomizer}s,
 * {@link io.github.dynamocached.KeyConverter}s and {@link io.github.dynamocached.CacheListener}s. An
 * application that defines its own {@link io.github.dynamocached.cache.ReadThroughCaches} needs only the codecs and the
 * entity keys.
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
@Import({DynamoCachingConfiguration.AutoProxyRegistration.class, DynamoCachingConfiguration.class})
public @interface EnableDynamoCaching {

    /**
     * Whether beans are proxied by subclasses even if they implement interfaces. Like the attribute of the same name in
     * Spring's annotations, it applies to all proxies of the application.
     *
     * <p>Default is {@code false}: a bean with interfaces is proxied by them.
     *
     * @return whether to proxy classes
     */
    boolean proxyTargetClass() default false;

    /**
     * The order of the advice. Advice with a lower order is outside.
     *
     * <p>Default is {@link DynamoCachingAdvisor#DEFAULT_ORDER}: inside method security and retry, outside
     * {@code @Transactional}.
     *
     * @return the order
     */
    int order() default DynamoCachingAdvisor.DEFAULT_ORDER;

    /**
     * How annotated methods are intercepted. With {@link AdviceMode#ASPECTJ}, the classes have to be woven by AspectJ with the
     * aspect of this library. Then calls on {@code this} and private and final methods are cached too, and {@code order} and
     * {@code proxyTargetClass} have no effect.
     *
     * <p>Default is {@link AdviceMode#PROXY}.
     *
     * @return the mode
     */
    AdviceMode mode() default AdviceMode.PROXY;
}
