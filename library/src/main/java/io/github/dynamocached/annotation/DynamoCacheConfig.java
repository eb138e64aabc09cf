package io.github.dynamocached.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.core.annotation.AliasFor;

/**
 * Defaults for the {@link DynamoCached}, {@link DynamoEvict} and {@link DynamoPut} of a class. It caches nothing by itself.
 *
 * <pre>{@code
 * @Repository
 * @DynamoCacheConfig("users")
 * class UserRepository {
 *
 *     @DynamoCached
 *     public Optional<User> findById(String id) { ... }
 *
 *     @DynamoEvict
 *     public void save(User user) { ... }
 * }
 * }</pre>
 *
 * <p>The first of these is used, also as a meta-annotation:
 *
 * <ol>
 *   <li>the annotation of the class of the bean, or else of its nearest superclass,
 *   <li>that of the class or interface that declares the annotated method,
 *   <li>that of an interface of the bean.
 * </ol>
 *
 * <p>So a generic superclass can have the annotated methods, and each subclass names its cache. The attributes accept placeholders
 * ({@code ${...}}).
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface DynamoCacheConfig {

    /**
     * The name of the cache. Alias for {@link #cache()}.
     *
     * @return a name of letters, digits, dots, underscores and hyphens
     */
    @AliasFor("cache")
    String value() default "";

    /**
     * The cache of the methods that name none. Required.
     *
     * @return a name of letters, digits, dots, underscores and hyphens
     */
    @AliasFor("value")
    String cache() default "";

    /**
     * The greatest age of results in this cache, for the reads and puts of the class without a {@code ttl}, like
     * {@link DynamoCached#ttl()}. Methods of the class that name another cache do not get it.
     *
     * <p>Default is {@code ""}: the {@code ttl} of the cache.
     *
     * @return a duration of a millisecond or more
     */
    String ttl() default "";

    /**
     * The stale window of results in this cache, for the reads and puts of the class without a {@code staleWhileRevalidate}, like
     * {@link DynamoCached#staleWhileRevalidate()}. Methods of the class that name another cache do not get it.
     *
     * <p>Default is {@code ""}: the {@code stale-while-revalidate} of the cache.
     *
     * @return a duration of zero or more
     */
    String staleWhileRevalidate() default "";
}
