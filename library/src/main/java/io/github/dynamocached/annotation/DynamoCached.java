package io.github.dynamocached.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.core.annotation.AliasFor;

/**
 * A method whose results are cached in Redis: it is called only where the cache has no answer, at most once per call of
 * its caller, and its exceptions reach the caller as they were thrown.
 *
 * <p>The result may be a plain value, a record, a collection, an {@code Optional} or null. An absence (null or an empty
 * {@code Optional}) is cached for a shorter time than a value; an empty collection is a value. With Redis away the
 * method is called as if the annotation was not there.
 *
 * <pre>{@code
 * @DynamoCached(cache = "users", key = "#id")
 * public Optional<User> findById(String id) { ... }
 * }</pre>
 *
 * <p>The annotation is found on methods of classes, superclasses and interfaces, and as a meta-annotation. The one
 * nearest to the class of the bean counts. Every attribute may hold placeholders ({@code ${...}}).
 *
 * <p>Expressions are in the Spring Expression Language. They see the parameters by name ({@code #id}; the class must be
 * compiled with {@code -parameters}) and by position ({@code #p0}, {@code #a0}), {@code #root.method},
 * {@code #root.target}, {@code #root.args}, and beans ({@code @bean}).
 *
 * @see DynamoEvict
 * @see DynamoPut
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
     * The name of the cache, in which the methods that read an item and those that write it meet. Required; there is no
     * default.
     *
     * @return a name of letters, digits, dots, underscores and hyphens
     */
    @AliasFor("value")
    String cache() default "";

    /**
     * The key of the entry, as an expression. A list ({@code {#tenant, #id}}) is a key of several parts in order; an
     * entity stands for the values of its partition and sort key, and a record for its components.
     *
     * <p>Default is {@code ""}: all parameters in order. {@code #result} is not available.
     *
     * <p>A background refresh calls the method again later, on another thread, and computes the key again there. If it is
     * another one, because it depends on the thread or on an argument that was changed, nothing is loaded. Name all that the
     * result depends on, the current tenant included.
     *
     * @return an expression
     */
    String key() default "";

    /**
     * The parameter that holds many keys, as in {@code "#ids"}: a collection or an array. The method returns a {@code Map}
     * by key, or a {@code List} or {@code Collection} of items that tell their keys. It is called at most once, with the
     * keys alone that the cache has no value for, and not at all if there is none left. All keys are looked up at once, and
     * nobody waits for the loads of others.
     *
     * <p>An element is a key as the value of {@link #key()} is, so that methods of one key read the same entries. With
     * {@code key}, that is the key of an element, which is {@code #key} in it: {@code "{#tenant, #key}"}. A {@code Map} has
     * the elements for its keys and comes in their order; a list comes in the order of the caller, with an item as often as
     * its key was given. {@link #unless()} is asked for each value, which is {@code #result} in it.
     *
     * <p>A value of a key that the method was not called with, and two items of one key, are errors that reach the caller.
     *
     * <p>Default is {@code ""}: one key.
     *
     * @return the name of a parameter
     */
    String keys() default "";

    /**
     * The key of an item in the list that a method with {@link #keys()} returns, as an expression in which the item is
     * {@code #item}: {@code "#item.id"}. It has to give what {@code keys} and {@code key} give.
     *
     * <p>Default is {@code ""}: the partition and sort key of the item as an entity; other items need the attribute.
     *
     * @return an expression
     */
    String itemKey() default "";

    /**
     * What it means that the result of a method with {@link #keys()} has no value for one of them.
     *
     * <p>Default is {@link Missing#BY_RESULT}: the absence is cached for a {@code Map}; for a list nothing is.
     *
     * @return how a missing key is taken
     */
    Missing missing() default Missing.BY_RESULT;

    /**
     * What tells apart several results under one key, as an expression: the limit of a query, for instance. All
     * variants of a key are evicted together, and their number is bounded ({@code max-variants}).
     *
     * <p>Default is {@code ""}: one result under each key. Methods with different result types never share a result,
     * with or without a variant. {@code #result} is not available.
     *
     * @return an expression
     */
    String variant() default "";

    /**
     * Whether the cache is used for a call at all, as an expression that is evaluated before anything else. If it is
     * not true, nothing is read from the cache and nothing is stored.
     *
     * <p>Default is {@code ""}: always. {@code #result} is not available; see {@link #unless()}.
     *
     * @return an expression of a boolean
     */
    String condition() default "";

    /**
     * Whether a result is kept out of the cache, as an expression that is evaluated after the method was called.
     * {@code #result} is the result, for an {@code Optional} its value, and null for an absence.
     *
     * <p>Default is {@code ""}: every result is stored. An expression that fails reaches the caller as an exception
     * although the method has been called.
     *
     * @return an expression of a boolean
     */
    String unless() default "";

    /**
     * The greatest age of a result of this method, as {@code "10m"}, {@code "1h30m"} or {@code "PT10M"}; without a unit
     * milliseconds. An absence keeps the time to live of absences.
     *
     * <p>Default is {@code ""}: the {@code ttl} of the cache.
     *
     * @return a duration of a millisecond or more
     */
    String ttl() default "";

    /**
     * For how long after its time to live a result of this method is returned at once while one node refreshes it in the
     * background, written as {@link #ttl()} is. An absence has no such window.
     *
     * <p>Default is {@code ""}: the {@code stale-while-revalidate} of the cache.
     *
     * @return a duration of zero or more
     */
    String staleWhileRevalidate() default "";

    /**
     * The attributes of an entity that the result is made of, by their names in DynamoDB. A hit then reads these alone: from
     * the entry of the full entity, where some other method of the cache has put it under the same key, or from one that
     * this method's own results have; of both the fresher one, in one command.
     *
     * <p>The result is a record, a bean, or a class with one constructor and an accessor for each of its parameters. It has
     * one component or property for each of the attributes and no other, of the same name or with
     * {@code @DynamoDbAttribute} on its accessor, and of the type that the entity has; the converters are those of the
     * entity. An attribute that an item does not have is null, and zero or false in a primitive component. The entity
     * itself may be the result too, if it can be made without its other attributes; what the method returns must then not
     * have them either.
     *
     * <p>A hit that comes from the full entity is as old as that, so this method's {@link #ttl()} and
     * {@link #staleWhileRevalidate()} may not be shorter than those of the methods that read it. {@link #unless()} is not
     * asked of it. There is no {@link #variant()} beside fields.
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
     * Whether several beans may share this method and its entries. Two beans of one class, or of classes that inherit the
     * method, are refused at the start, because they may read different tables: one would be given what the other has read.
     * Not needed where {@link #key()} or {@link #variant()} tells the beans apart with {@code #root.target}.
     *
     * <p>Default is {@code false}.
     *
     * @return whether all beans read the same items
     */
    boolean shared() default false;
}
