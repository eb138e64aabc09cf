package io.github.dynamocached.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.core.annotation.AliasFor;

/**
 * A method that changes what a cache holds: when it has ended, all results under a key are evicted. A read that starts
 * after the method has returned never gets what was there before, provided that Redis acknowledged the eviction.
 *
 * <p>The eviction is sent when the method returned, and as well when it threw, because the write may have happened all
 * the same; the exception then reaches the caller as it was thrown. Within a Spring transaction it is sent once more
 * after the transaction is completed, by commit or by rollback. With Redis away the method's outcome stays what it is:
 * the eviction is reported to the listeners and the log, never to the caller.
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
 * <p>The annotation is found where {@link DynamoCached} is; those of the nearest method count. On a method with both,
 * the read comes first and the eviction after it, whether the read called the method or not.
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
     * The name of the cache. Required; there is no default.
     *
     * @return a name of letters, digits, dots, underscores and hyphens
     */
    @AliasFor("value")
    String cache() default "";

    /**
     * The key of the entry, as an expression such as that of {@link DynamoCached#key()}. It may use {@code #result}, the
     * returned value, for an {@code Optional} its value; nothing can then be evicted where the method threw.
     *
     * <p>Default is {@code ""}: the partition and sort key of the parameter that is an entity; all parameters in order
     * if none is one.
     *
     * <p>A key that does not use {@code #result} is built before the method is called and again after it; where the method
     * sets or changes what it is made of, both keys are evicted. An expression that fails never keeps the method from being
     * called and never reaches its caller: all entries of the cache are evicted then, and one error in the log says why.
     *
     * @return an expression
     */
    String key() default "";

    /**
     * What holds several keys, as an expression of a collection or an array: all of them are evicted at once, within the
     * time of one eviction. An element is a key as the value of {@link #key()} is; an entity stands for its key. With
     * {@link #key()}, that is the key of an element, which is {@code #key} in it: {@code "{#tenant, #key}"}. It may use
     * {@code #result}. Null holds no keys.
     *
     * <p>Default is {@code ""}: one key. A parameter that is a collection or an array of entities is found without it.
     *
     * @return an expression of a collection or an array
     */
    String keys() default "";

    /**
     * Whether all entries of the cache are evicted, in place of those under one key. It cannot be set together with
     * {@link #key()} or {@link #keys()}.
     *
     * <p>Every key on the servers is looked at, so this takes the longer the more there are, of whatever kind, and the
     * method returns when it is done. It is for rare occasions. Entries of other caches stay, also of one whose name
     * begins alike. In an eventually consistent cache, keys that were not there are not remembered as evicted, so a load
     * that follows at once may store an old item. Open fences of other writers stay; no fence is opened for it.
     *
     * <p>Default is {@code false}.
     *
     * @return whether to evict everything
     */
    boolean allEntries() default false;

    /**
     * Whether to evict at all, as an expression. It is evaluated before the method is called, and afterwards only if it
     * uses {@code #result}; it then counts as true where the method threw. It also counts as true where it fails, which one
     * error in the log says.
     *
     * <p>Default is {@code ""}: always.
     *
     * @return an expression of a boolean
     */
    String condition() default "";
}
