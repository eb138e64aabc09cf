package io.github.dynamocached.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.core.annotation.AliasFor;

/**
 * Caches the results of a method in Redis. The method is called only if the cache has no answer, at most once per call. Its
 * exceptions reach the caller unchanged.
 *
 * <p>The result may be a plain value, a record, an entity, a collection, an {@code Optional} or null. An absence (null or an
 * empty {@code Optional}) is cached for a shorter time than a value. An empty collection is a value. While Redis is
 * unavailable, the method is called without it, and concurrent calls with the same key share its results.
 *
 * <p>A result is handed to other callers with the same key: as a hit, or because they wait for the same call. The method runs
 * on the thread of one of them, with its tenant, user and transaction. Do not cache a result that depends on more than its key.
 *
 * <pre>{@code
 * @DynamoCached(cache = "users", key = "#id")
 * public Optional<User> findById(String id) { ... }
 * }</pre>
 *
 * <p>The annotation works on methods of classes, superclasses and interfaces, and as a meta-annotation. The one nearest to the
 * class of the bean is used. The start refuses a method whose interfaces have different ones. Like other Spring annotations, it has no effect on calls within the same object. Every attribute
 * accepts placeholders ({@code ${...}}).
 *
 * <p>Expressions use the Spring Expression Language. They see the parameters by name ({@code #id}; compile the class with
 * {@code -parameters}) and by position ({@code #p0}, {@code #a0}), {@code #root.method}, {@code #root.target},
 * {@code #root.args}, and beans ({@code @bean}).
 *
 * @see DynamoEvict
 * @see DynamoPut
 * @see DynamoCacheConfig
 */
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface DynamoCached {

    /**
     * The name of the cache. Alias for {@link #cache()}.
     *
     * @return a name of letters, digits, dots, underscores and hyphens
     */
    @AliasFor("cache")
    String value() default "";

    /**
     * The name of the cache. Required, unless the class has {@link DynamoCacheConfig}. Use the same name on the methods that read
     * an item and on those that write it.
     *
     * @return a name of letters, digits, dots, underscores and hyphens
     */
    @AliasFor("value")
    String cache() default "";

    /**
     * The key of the entry, as an expression. A list ({@code {#tenant, #id}}) is a key of several parts, in order. An entity is
     * replaced by its partition and sort key, and a record by its components.
     *
     * <p>Default is {@code ""}: all parameters, in order. {@code #result} is not available.
     *
     * <p>A background refresh calls the method again later, on another thread, and computes the key again there. If the key
     * differs, because it depends on the thread or on an argument that has changed, nothing is loaded. So put everything that the
     * result depends on into the key, for example the current tenant.
     *
     * @return an expression
     */
    String key() default "";

    /**
     * The parameter that holds many keys, for example {@code "#ids"}: a collection or an array. The method returns a {@code Map}
     * by key, or a {@code List} or {@code Collection} of items with known keys. It is called at most once, with only the keys that
     * are not cached. All keys are looked up at once, and no call waits for the loads of others.
     *
     * <p>Each element is a key, like the value of {@link #key()}, so that methods that read one item share the entries. Set
     * {@code key} to build the key of an element, which is {@code #key} in it: {@code "{#tenant, #key}"}. A returned {@code Map}
     * has the elements as keys, in their order. A returned list has the order of the caller's keys, with an item for each of
     * them. {@link #unless()} is evaluated for each value.
     *
     * <p>A value for a key that the method was not called with is an error that reaches the caller, and so are two items with the
     * same key.
     *
     * <p>Default is {@code ""}: one key.
     *
     * @return the name of a parameter
     */
    String keys() default "";

    /**
     * The key of an item in the list that a method with {@link #keys()} returns, as an expression. {@code #item} is the item:
     * {@code "#item.id"}. It must give the same key as {@code keys} and {@code key}.
     *
     * <p>Default is {@code ""}: the partition and sort key of an entity. Other items need this attribute.
     *
     * @return an expression
     */
    String itemKey() default "";

    /**
     * The meaning of a key without a value in the result of a method with {@link #keys()}.
     *
     * <p>Default is {@link Missing#BY_RESULT}: the absence is cached for a {@code Map}, and nothing is cached for a list.
     *
     * @return the meaning of a missing key
     */
    Missing missing() default Missing.BY_RESULT;

    /**
     * Distinguishes several results under one key, as an expression, for example the limit of a query. All variants of a key are
     * evicted together. Their number is limited ({@code max-variants}).
     *
     * <p>Default is {@code ""}: one result per key. Methods with different result types never share a result, with or without a
     * variant. {@code #result} is not available.
     *
     * @return an expression
     */
    String variant() default "";

    /**
     * Whether a call uses the cache, as an expression that is evaluated first. If it is false, nothing is read from the cache and
     * nothing is stored.
     *
     * <p>Default is {@code ""}: always. {@code #result} is not available, see {@link #unless()}.
     *
     * @return an expression of a boolean
     */
    String condition() default "";

    /**
     * Whether a result is not stored, as an expression that is evaluated after the method. {@code #result} is the result, the
     * value of an {@code Optional}, or null for an absence.
     *
     * <p>Default is {@code ""}: every result is stored. If the expression fails, the caller gets its exception, although the
     * method has been called.
     *
     * @return an expression of a boolean
     */
    String unless() default "";

    /**
     * The greatest age of a result of this method, for example {@code "10m"}, {@code "1h30m"} or {@code "PT10M"}. Without a unit
     * it is in milliseconds. An absence keeps the {@code negative-ttl} of the cache.
     *
     * <p>Default is {@code ""}: the {@code ttl} of the cache.
     *
     * @return a duration of a millisecond or more
     */
    String ttl() default "";

    /**
     * The time after {@link #ttl()} during which a stale result is returned at once, while one node refreshes it in the
     * background. The format is that of {@code ttl}. An absence has no stale window.
     *
     * <p>Default is {@code ""}: the {@code stale-while-revalidate} of the cache.
     *
     * @return a duration of zero or more
     */
    String staleWhileRevalidate() default "";

    /**
     * The attributes of an entity that the result is made of, by their names in DynamoDB. A hit reads only these attributes, in
     * one command. They come from the entry of the full entity, which another method of the cache has stored under the same key,
     * or from an entry of this method, whichever is fresher.
     *
     * <p>The result is a record, a bean, or a class with one constructor and an accessor for each of its parameters. It has one
     * component or property for each attribute and no others. Each has the name of the attribute, or {@code @DynamoDbAttribute} on
     * its accessor, and the type that it has in the entity. The converters are those of the entity. An attribute that an item does
     * not have is null, or zero or false for a primitive type.
     *
     * <p>The result may be the entity itself, if it can be made without its other attributes. Then the method must not return the
     * other attributes either.
     *
     * <p>A hit from the full entity is as old as that entity. So {@link #ttl()} and {@link #staleWhileRevalidate()} must not be
     * shorter than those of the methods that read the entity. {@link #unless()} is not evaluated for such a hit.
     * {@link #variant()} cannot be combined with fields.
     *
     * <p>Default is none: the result is stored as a whole.
     *
     * @return names of attributes
     */
    String[] fields() default {};

    /**
     * The entity that {@link #fields()} belong to.
     *
     * <p>Default is the entity that the other methods of the cache return.
     *
     * @return a class with a {@code TableSchema}; {@code void} for the default
     */
    Class<?> entity() default void.class;

    /**
     * Whether several beans may share this method and its entries. Two beans of one class, or of classes that inherit the method,
     * are refused at startup. They may read different tables, and one bean would return what another has loaded. Not needed if
     * {@link #key()} or {@link #variant()} distinguishes the beans by {@code #root.target}.
     *
     * <p>Default is {@code false}.
     *
     * @return whether all beans read the same items
     */
    boolean shared() default false;
}
