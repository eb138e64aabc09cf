package io.github.dynamocached.codec;

import io.github.dynamocached.ValueCodecException;
import io.github.dynamocached.dynamodb.EntitySchemas;
import io.github.dynamocached.dynamodb.EntitySetters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Entities of one class to items and back, through their schema.
 *
 * <p>Attributes without a value are left out, as the schema reads a missing attribute and a null one alike. A document
 * is the exception: it knows the difference.
 */
final class EntityItems<T> {

    private final EntitySchemas schemas;
    private final Class<T> type;
    private final TableSchema<T> schema;
    private final boolean withoutNulls;

    EntityItems(EntitySchemas schemas, Class<T> type) {
        this.schemas = schemas;
        this.type = type;
        this.schema = schemas.schemaOf(type);
        this.withoutNulls = !EnhancedDocument.class.isAssignableFrom(type);
    }

    Class<T> type() {
        return type;
    }

    TableSchema<T> schema() {
        return schema;
    }

    /** The item, which has an attribute at least. */
    Map<String, AttributeValue> itemOf(Object entity) {
        Map<String, AttributeValue> item = attributesOf(entity);
        if (item.isEmpty()) {
            throw new ValueCodecException("An instance of " + type.getName() + " without any attribute is not stored");
        }
        return item;
    }

    /** The same in the order of its attribute names. */
    Map<String, AttributeValue> sortedItemOf(Object entity) {
        return new TreeMap<>(itemOf(entity));
    }

    /** The attributes that an entity has, which may be none. */
    Map<String, AttributeValue> attributesOf(Object entity) {
        if (!type.isInstance(entity) || !schemas.entityOf(entity.getClass()).equals(Optional.of(type))) {
            throw SafeCodec.ofOtherClass(entity, type);
        }
        return schema.itemToMap(type.cast(entity), withoutNulls);
    }

    /** Whether no entity can be changed. */
    boolean areImmutable() {
        return ImmutableTypes.contain(type, schema);
    }

    T entityOf(Map<String, AttributeValue> item) {
        return required(schema.mapToItem(item));
    }

    /** What reads entities from attributes in an order without a map; null if only the schema can make them. */
    @Nullable
    BeanReader readerOf(List<String> attributes) {
        EntitySetters setters = schemas.settersOf(type);
        return setters == null ? null : BeanReader.of(setters, schema, attributes);
    }

    /** An entity that was made from an item, unless the item has no attribute of it. */
    <E> E required(@Nullable E entity) {
        if (entity == null) {
            throw new ValueCodecException("The item has no attribute of " + type.getName());
        }
        return entity;
    }

    /** An entity with only these attributes, possibly none. */
    T projectionOf(Map<String, AttributeValue> item) {
        return schema.mapToItem(item, true);
    }

    /** One attribute of an entity, null if it has none of that name. */
    @Nullable
    AttributeValue attribute(Object entity, String attribute) {
        return schema.attributeNames().contains(attribute) ? schema.attributeValue(type.cast(entity), attribute) : null;
    }
}
