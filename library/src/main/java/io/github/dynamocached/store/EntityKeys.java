package io.github.dynamocached.store;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The port that knows the DynamoDB keys and attributes of entities. */
public interface EntityKeys {

    /**
     * Whether instances of a type are items of a table, or key objects of the DynamoDB client.
     *
     * @param type any type
     * @return whether {@link #partsOf(Object)} accepts its instances
     */
    boolean isEntity(Class<?> type);

    /**
     * The key parts of an entity: the values of its partition key and of its sort key, if it has one. They are texts,
     * numbers or bytes, as in DynamoDB.
     *
     * @param entity an instance of an entity
     * @return one or two parts; the key of an index with several attributes has one for each
     * @throws IllegalArgumentException if a key attribute has no value; the message names the attribute
     */
    List<Object> partsOf(Object entity);

    /**
     * The number of the key parts of an entity.
     *
     * @param type a type for which {@link #isEntity(Class)} holds
     * @return how many parts {@link #partsOf(Object)} returns for its instances: one or two, 0 if that varies
     * @throws IllegalArgumentException if the type has no key; the message says why and what to do
     */
    int countOf(Class<?> type);

    /**
     * The attributes of the primary key of an entity.
     *
     * @param type a type for which {@link #isEntity(Class)} holds
     * @return the names of the partition key and of the sort key, if there is one; none by default
     * @throws IllegalArgumentException if the type has no key; the message says why and what to do
     */
    default List<String> keyAttributesOf(Class<?> type) {
        return List.of();
    }

    /**
     * The key parts that some attributes of an entity are.
     *
     * @param entity an instance of an entity
     * @param attributes the names of attributes
     * @return one part for each attribute, in their order; texts, numbers or bytes, as in DynamoDB
     * @throws IllegalArgumentException if an attribute has no such value, always by default
     */
    default List<Object> partsOf(Object entity, List<String> attributes) {
        throw new IllegalArgumentException(
                "The attributes of " + entity.getClass().getName() + " are not known.");
    }

    /**
     * The attributes of an entity in DynamoDB that are known without an instance.
     *
     * @param type a type for which {@link #isEntity(Class)} holds
     * @return the names
     * @throws IllegalArgumentException if the annotations of the type are wrong; the message says why and what to do
     */
    Set<String> attributesOf(Class<?> type);

    /**
     * Whether an attribute of an entity is a number in DynamoDB.
     *
     * @param type a type for which {@link #isEntity(Class)} holds
     * @param attribute one of {@link #attributesOf(Class)}
     * @return whether its values are numbers
     */
    boolean isNumber(Class<?> type, String attribute);

    /**
     * The attributes that the DynamoDB client generates when it writes the item: a version, a counter, a time, an identifier.
     * The entity that the application passed does not have them.
     *
     * @param type a type for which {@link #isEntity(Class)} holds
     * @return their names, none by default
     */
    default Set<String> generatedBy(Class<?> type) {
        return Set.of();
    }

    /**
     * Whether an entity has the key and the generated attributes of a written item.
     *
     * @param entity an instance of an entity
     * @param item the written item by attribute name
     * @return whether these attributes are equal; false by default
     */
    default boolean isAsWritten(Object entity, Map<String, ?> item) {
        return false;
    }
}
