package io.github.dynamocached.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.core.annotation.AliasFor;

/**
 * Evicts all results under a key when a method has ended. A read that starts after the method has returned never gets an older
 * value, as long as Redis has acknowledged the eviction.
 *
 * <p>The eviction is sent when the method returns, and also when it throws, because the write may still have happened. The
 * exception reaches the caller unchanged. Within a Spring transaction the key is evicted once more after completion, by commit
 * or by rollback.
 *
 * <p>Redis never changes the outcome of the method. An eviction that Redis did not acknowledge is queued, retried, and reported
 * to the log and to the listeners. Only with {@code on-evict-failure: throw} the caller gets an exception.
 *
 * <pre>{@code
 * @DynamoEvict(cache = "users")
 * public void save(User user) { ... }
 *
 * @DynamoEvict(cache = "users", key = "#id")
 * @DynamoEvict(cache = "userCards", key = "#id")
 * public void rename(String id, String name) { ... }
 * }</pre>
 *
 * <p>The annotation works on the same methods as {@link DynamoCached}. Those of the nearest method are used. On a method with
 * both annotations, the read comes first. The eviction follows, whether the read called the method or not.
 */
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(DynamoEvicts.class)
public @interface DynamoEvict {

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
     * The key of the entry, as an expression like that of {@link DynamoCached#key()}. It may use {@code #result}, the result or
     * the value of an {@code Optional}. With {@code #result}, nothing is evicted if the method throws.
     *
     * <p>Default is {@code ""}:
     *
     * <ol>
     *   <li>the partition and sort key of the parameter that is an entity,
     *   <li>without one, that of the returned entity, if its key has another number of parts than there are parameters,
     *   <li>otherwise all parameters, in order.
     * </ol>
     *
     * <p>A key without {@code #result} is built before the method is called and again after it. If the method has set or changed
     * its parts, both keys are evicted. If the expression fails, the method is still called and the caller gets no exception. All
     * entries of the cache are evicted then, and one error is logged.
     *
     * @return an expression
     */
    String key() default "";

    /**
     * Several keys to evict at once, as an expression of a collection or an array. It takes the time of one eviction. Each element
     * is a key, like the value of {@link #key()}. An entity is replaced by its key. Set {@code key} to build the key of an
     * element, which is {@code #key} in it: {@code "{#tenant, #key}"}. The expression may use {@code #result}. Null is no keys.
     *
     * <p>Default is {@code ""}: one key. A parameter that is a collection or an array of entities is found without this attribute.
     *
     * @return an expression of a collection or an array
     */
    String keys() default "";

    /**
     * Whether to evict all entries of the cache. It cannot be combined with {@link #key()} or {@link #keys()}.
     *
     * <p>Meant for rare occasions: it scans all keys on the servers, those of other applications included, and the method returns
     * when the scan is done. Entries of other caches stay. Open fences of other writers stay, and no fence is opened.
     *
     * <p>In an eventual cache, there is no hold-off for keys that were not cached. A load that follows at once may store an old
     * item.
     *
     * <p>Default is {@code false}.
     *
     * @return whether to evict everything
     */
    boolean allEntries() default false;

    /**
     * Whether to evict, as an expression. It is evaluated before the method is called. If it uses {@code #result}, it is evaluated
     * after it, and the key is evicted if the method throws. If the expression fails, the key is evicted and one error is logged.
     *
     * <p>Default is {@code ""}: always.
     *
     * @return an expression of a boolean
     */
    String condition() default "";
}
