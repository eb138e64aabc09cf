package io.github.dynamocached.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.core.annotation.AliasFor;

/**
 * A method that writes an item and returns it as it is afterwards: the <em>returned</em> value is stored where
 * {@link DynamoCached} methods with the same result type read it, and everything else under the key is evicted. The
 * parameter is never stored: DynamoDB may hold another version of it.
 *
 * <p>The value is stored only where it is sure to be the latest: the method was the only writer of the key through this
 * cache while it ran, nothing was evicted meanwhile, and Redis answered. In every other case, as where the method returns
 * nothing, null or an empty {@code Optional}, the key is evicted as {@link DynamoEvict} does; so a read that starts after
 * the method has returned never gets what was there before, on the same condition. While the method runs nothing is
 * stored under the key by anyone. A method that throws evicts. Within a Spring transaction the key is evicted once more
 * after the transaction is completed.
 *
 * <p>Of an entity with attributes that the AWS SDK generates (a version, a counter, a time, an identifier) a result is stored
 * only if it has the values of an item that the method was seen to write, as the result of {@code updateItem} has. The
 * object that was passed to {@code putItem} does not have them: its key is evicted, which the log says at the start.
 *
 * <p>With Redis away the method's outcome stays what it is: the eviction is queued, and reported to the listeners and the
 * log.
 *
 * <pre>{@code
 * @DynamoPut(cache = "users", key = "#id")
 * public User rename(String id, String name) { ... }   // an update with ReturnValue.ALL_NEW, for example
 * }</pre>
 *
 * <p>The annotation is found where {@link DynamoCached} is; those of the nearest method count. It may be repeated, and
 * stand beside {@link DynamoEvict}.
 */
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(DynamoPuts.class)
public @interface DynamoPut {

    /**
     * The name of the cache. Alias for {@link #cache()}.
     *
     * @return a name of letters, digits, dots, underscores and hyphens
     */
    @AliasFor("cache")
    String value() default "";

    /**
     * The name of the cache. Required; there is no default.
     *
     * @return a name of letters, digits, dots, underscores and hyphens
     */
    @AliasFor("value")
    String cache() default "";

    /**
     * The key of the entry, as an expression such as that of {@link DynamoCached#key()}. An expression that uses
     * {@code #result} has no value before the method is called, so nobody else can be kept from writing meanwhile: the key
     * is then evicted, and nothing stored.
     *
     * <p>Default is {@code ""}: the partition and sort key of the parameter that is an entity; without one that of the
     * returned entity, if its key has another number of parts than there are parameters (and then the key is evicted); else
     * all parameters in order.
     *
     * <p>A key is built again after the method. Where it is another one then, both are evicted and nothing is stored. An
     * expression that fails never reaches the caller, as {@link DynamoEvict#key()} says.
     *
     * @return an expression
     */
    String key() default "";

    /**
     * The variant of the result, as that of {@link DynamoCached#variant()}. {@code #result} is not available.
     *
     * <p>Default is {@code ""}: none.
     *
     * @return an expression
     */
    String variant() default "";

    /**
     * Whether to store or evict anything at all, as an expression. It is evaluated before the method is called, and
     * afterwards only if it uses {@code #result}; where that is then not true, the key is evicted all the same if it was
     * announced.
     *
     * <p>Default is {@code ""}: always.
     *
     * @return an expression of a boolean
     */
    String condition() default "";

    /**
     * Whether the key is evicted in place of storing the result, as an expression that is evaluated after the method was
     * called. {@code #result} is the result, for an {@code Optional} its value. It is not asked for an absence.
     * Where it fails the key is evicted, and one error in the log says why.
     *
     * <p>Default is {@code ""}: every result is stored.
     *
     * @return an expression of a boolean
     */
    String unless() default "";

    /**
     * The greatest age of the result, as that of {@link DynamoCached#ttl()}. It has to be that of the methods that read
     * it.
     *
     * <p>Default is {@code ""}: the {@code ttl} of the cache.
     *
     * @return a duration of a millisecond or more
     */
    String ttl() default "";

    /**
     * For how long after its time to live the result is returned while it is refreshed, as that of
     * {@link DynamoCached#staleWhileRevalidate()}. It has to be that of the methods that read it.
     *
     * <p>Default is {@code ""}: the {@code stale-while-revalidate} of the cache.
     *
     * @return a duration of zero or more
     */
    String staleWhileRevalidate() default "";
}
