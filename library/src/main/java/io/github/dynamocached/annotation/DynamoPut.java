package io.github.dynamocached.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.core.annotation.AliasFor;

/**
 * Stores the <em>returned</em> value of a method that writes an item. {@link DynamoCached} methods with the same result type
 * then read it. All other results under the key are evicted. The parameter is never stored, because DynamoDB may have another
 * version of the item.
 *
 * <p>The value is stored only if it is certainly the latest one: the method was the only writer of the key through this cache
 * while it ran, the key was not evicted in the meantime, and Redis answered. Otherwise the key is evicted, like with
 * {@link DynamoEvict}. The key is also evicted if the method throws, and if it returns nothing, null or an empty
 * {@code Optional}. So a read that starts after the method has returned never gets an older value, as long as Redis has
 * acknowledged the put or the eviction. While the method runs, nobody stores anything under the key. Within a Spring
 * transaction the key is evicted once more after completion.
 *
 * <p>The AWS SDK generates some attributes on a write: a version, a counter, a time, an identifier. An entity with such
 * attributes is stored only if it has the values of an item that the method was seen to write, like the result of
 * {@code updateItem}. The object that was passed to {@code putItem} does not have them, so its key is evicted. The log says so
 * at startup.
 *
 * <p>Redis never changes the outcome of the method. An eviction that Redis did not acknowledge is queued, retried, and reported
 * to the log and to the listeners. Only with {@code on-evict-failure: throw} the caller gets an exception.
 *
 * <pre>{@code
 * @DynamoPut(cache = "users", key = "#id")
 * public User rename(String id, String name) { ... }   // an update with ReturnValue.ALL_NEW, for example
 * }</pre>
 *
 * <p>The annotation works on the same methods as {@link DynamoCached}. Those of the nearest method are used. It can be repeated,
 * and combined with {@link DynamoEvict} of other keys or caches. The start refuses it on a method with {@link DynamoCached}.
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
     * The name of the cache. Required, unless the class has {@link DynamoCacheConfig}.
     *
     * @return a name of letters, digits, dots, underscores and hyphens
     */
    @AliasFor("value")
    String cache() default "";

    /**
     * The key of the entry, as an expression like that of {@link DynamoCached#key()}. With {@code #result} the key is not known
     * before the method is called, so other writers cannot be kept out meanwhile. Then the key is evicted, and nothing is stored.
     *
     * <p>Default is {@code ""}:
     *
     * <ol>
     *   <li>the partition and sort key of the parameter that is an entity,
     *   <li>without one, that of the returned entity, if its key has another number of parts than there are parameters. Then the
     *       key is evicted, and nothing is stored,
     *   <li>otherwise all parameters, in order.
     * </ol>
     *
     * <p>The key is built again after the method. If it differs, both keys are evicted and nothing is stored. An expression that
     * fails never reaches the caller, see {@link DynamoEvict#key()}.
     *
     * @return an expression
     */
    String key() default "";

    /**
     * The variant of the result, like {@link DynamoCached#variant()}. {@code #result} is not available.
     *
     * <p>Default is {@code ""}: none.
     *
     * @return an expression
     */
    String variant() default "";

    /**
     * Whether to store or evict anything, as an expression. It is evaluated before the method is called. If it uses
     * {@code #result}, it is evaluated after it, and the key is evicted if the put was announced and the expression is false.
     *
     * <p>Default is {@code ""}: always.
     *
     * @return an expression of a boolean
     */
    String condition() default "";

    /**
     * Whether to evict the key instead of storing the result, as an expression that is evaluated after the method. {@code #result}
     * is the result or the value of an {@code Optional}. It is not evaluated for an absence. If the expression fails, the key is
     * evicted and one error is logged.
     *
     * <p>Default is {@code ""}: every result is stored.
     *
     * @return an expression of a boolean
     */
    String unless() default "";

    /**
     * The greatest age of the result, like {@link DynamoCached#ttl()}. Use the same value as the methods that read the result.
     *
     * <p>Default is {@code ""}: the {@code ttl} of the cache.
     *
     * @return a duration of a millisecond or more
     */
    String ttl() default "";

    /**
     * The stale window of the result, like {@link DynamoCached#staleWhileRevalidate()}. Use the same value as the methods that read
     * the result.
     *
     * <p>Default is {@code ""}: the {@code stale-while-revalidate} of the cache.
     *
     * @return a duration of zero or more
     */
    String staleWhileRevalidate() default "";
}
