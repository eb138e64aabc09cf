package io.github.dynamocached.store;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The port that knows the DynamoDB key of an entity, and the names of its attributes. */
public interface EntityKeys {

    /**
     * Whether instances of a type are items of a table, or keys of such as the database's client has them.
     *
     * @param type any type
     * @return whether {@link #partsOf(Object)} accepts its instances
     */
    boolean isEntity(Class<?> type);

    /**
     * The key parts of an entity: the value of its partition key, and that of its sort key if it has one, as DynamoDB
     * holds them (texts, numbers or bytes).
     *
     * @param entity an instance of an entity
     * @return one or two parts; a key of an index that is made of several attributes has one for each
     * @throws IllegalArgumentException if the entity has no value for one of its key attributes; the message names the
     *     attribute
     */
    List<Object> partsOf(Object entity);

    /**
     * The number of the key parts of an entity.
     *
     * @param type a type for which {@link #isEntity(Class)} holds
     * @return how many parts {@link #partsOf(Object)} gives for its instances: one or two; 0 if they have different numbers
     *     of parts
     * @throws IllegalArgumentException if the type has no key; the message says why and what to do
     */
    int countOf(Class<?> type);

    /**
     * The names of the attributes of an entity in DynamoDB, as far as they are known without an instance.
     *
     * @param type a type for which {@link #isEntity(Class)} holds
     * @return the names
     * @throws IllegalArgumentException if the annotations of the type make no sense; the message says why and what to do
     */
    Set<String> attributesOf(Class<?> type);

    /**
     * Whether an attribute of an entity is a number in DynamoDB.
     *
     * @param type a type for which {@link #isEntity(Class)} holds
     * @param attribute one of {@link #attributesOf(Class)}
     * @return whether the values that it has are numbers
     */
    boolean isNumber(Class<?> type, String attribute);

    /**
     * The attributes of an entity that the database's client generates as it writes the item: a version, a counter, a time,
     * an identifier. The entity that was given to it does not have them.
     *
     * @param type a type for which {@link #isEntity(Class)} holds
     * @return their names, none by default
     */
    default Set<String> generatedBy(Class<?> type) {
        return Set.of();
    }

    /**
     * Whether an entity has the key and the generated attributes of an item.
     *
     * @param entity an instance of an entity
     * @param item an item as the database's client has written it, by the names of its attributes
     * @return whether it is as the item is, as far as these attributes go; false by default
     */
    default boolean isAsWritten(Object entity, Map<String, ?> item) {
        return false;
    }
}
