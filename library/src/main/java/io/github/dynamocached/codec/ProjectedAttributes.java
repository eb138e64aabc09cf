package io.github.dynamocached.codec;

import io.github.dynamocached.RefusedFieldsException;
import io.github.dynamocached.dynamodb.EntitySchemas;
import io.github.dynamocached.store.EntryFormat;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.enhanced.dynamodb.AttributeConverter;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;

/**
 * Some attributes of an entity.
 *
 * @param entity the entity
 * @param schema its schema
 * @param attributes the names of the attributes, sorted
 * @param format how the attributes lie in the entry of the entity
 */
record ProjectedAttributes(Class<?> entity, TableSchema<?> schema, List<String> attributes, EntryFormat format) {

    /**
     * Attributes of an entity.
     *
     * @param whole how the entity lies in its entry
     * @throws RefusedFieldsException if they cannot be read alone
     */
    static ProjectedAttributes of(EntitySchemas schemas, Class<?> entity, List<String> attributes, EntryFormat whole) {
        List<String> sorted = attributes.stream().distinct().sorted().toList();
        TableSchema<?> schema = schemas.schemaOf(entity);
        List<String> fields = sorted.stream().map(EntityFieldsCodec::fieldOf).toList();
        EntryFormat format = EntryFormat.fields(whole.type(), whole.schema(), fields);
        ProjectedAttributes projected = new ProjectedAttributes(entity, schema, sorted, format);
        List<String> problems = projected.problems();
        if (!problems.isEmpty()) {
            throw new RefusedFieldsException(problems);
        }
        return projected;
    }

    private List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (String attribute : attributes) {
            if (!schema.attributeNames().contains(attribute)) {
                problems.add("fields names '" + attribute + "', which is no attribute of " + entity.getName()
                        + ". Remove it from fields.");
            } else if (converterOf(attribute) == null) {
                problems.add("fields names '" + attribute + "', which the schema of " + entity.getName()
                        + " does not convert itself. Remove it from fields.");
            }
        }
        if (keys().containsAll(attributes)) {
            problems.add("fields names only the key of " + entity.getName()
                    + ", which the caller already has. Add the attributes that you need, or leave fields out.");
        }
        return problems;
    }

    /** The attributes of the key, none if the entity has no partition key: that is for those to say who need the key. */
    private Collection<String> keys() {
        try {
            return schema.tableMetadata().primaryKeys();
        } catch (IllegalArgumentException withoutKey) {
            return Set.of();
        }
    }

    /** The converter of the schema for an attribute. */
    @SuppressWarnings("unchecked")
    AttributeConverter<Object> converterOf(String attribute) {
        return (AttributeConverter<Object>) schema.converterForAttribute(attribute);
    }

    /** The attributes in a sentence: {@code email, name}. */
    String names() {
        return String.join(", ", attributes);
    }

    /** Changes whenever a stored projection could be read wrongly. */
    String fingerprint() {
        return Fingerprint.ofSchema("part " + SchemaText.of(schema, attributes));
    }
}
