package io.github.dynamocached.dynamodb;

import io.github.dynamocached.cache.EntityKeys;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.AttributeConverter;
import software.amazon.awssdk.enhanced.dynamodb.AttributeValueType;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The keys of entities as their schemas know them. The values are those that DynamoDB holds, so a converter on a key
 * attribute has been applied: a text, a {@code BigDecimal} or bytes. A {@link Key} has the parts of the item that it is the
 * key of.
 *
 * <p>It does no input or output, and may be used by many threads at once.
 */
public final class SchemaEntityKeys implements EntityKeys {

    private final EntitySchemas schemas;

    /**
     * Keys by schema.
     *
     * @param schemas the entities
     */
    public SchemaEntityKeys(EntitySchemas schemas) {
        this.schemas = schemas;
    }

    @Override
    public boolean isEntity(Class<?> type) {
        return type == Key.class || schemas.entityOf(type).isPresent();
    }

    @Override
    public List<Object> partsOf(Object entity) {
        if (entity instanceof Key key) {
            return partsOf(key);
        }
        Class<?> type = schemas.entityOf(entity.getClass())
                .orElseThrow(
                        () -> new IllegalArgumentException(entity.getClass().getName()
                                + " is not an entity, so it has no key. Annotate it with @DynamoDbBean or @DynamoDbImmutable,"
                                + " declare a TableSchema bean for it, or name the key in the annotation."));
        return partsOf(type, entity);
    }

    /** All values of the partition key, and then those of the sort key. */
    private static List<Object> partsOf(Key key) {
        return Stream.concat(key.partitionKeyValues().stream(), key.sortKeyValues().stream())
                .map(SchemaEntityKeys::partOfKey)
                .toList();
    }

    private static Object partOfKey(AttributeValue value) {
        Object part = part(value);
        if (part == null) {
            throw new IllegalArgumentException("A Key of the enhanced client has a value that is no text, number or"
                    + " bytes. Build it from those, as DynamoDB knows no other keys.");
        }
        return part;
    }

    @Override
    public int countOf(Class<?> type) {
        if (type == Key.class) {
            return 0;
        }
        Class<?> entity = schemas.entityOf(type).orElse(type);
        TableSchema<?> schema = schemas.schemaOf(entity);
        String unused = partitionKey(entity, schema);
        return schema.tableMetadata().primarySortKey().isPresent() ? 2 : 1;
    }

    @Override
    public Set<String> attributesOf(Class<?> type) {
        return Set.copyOf(schemas.schemaOf(schemas.entityOf(type).orElse(type)).attributeNames());
    }

    @Override
    public boolean isNumber(Class<?> type, String attribute) {
        AttributeConverter<?> converter =
                schemas.schemaOf(schemas.entityOf(type).orElse(type)).converterForAttribute(attribute);
        return converter != null && converter.attributeValueType() == AttributeValueType.N;
    }

    private <T> List<Object> partsOf(Class<T> type, Object entity) {
        TableSchema<T> schema = schemas.schemaOf(type);
        T item = type.cast(entity);
        List<Object> parts = new ArrayList<>(2);
        parts.add(part(type, schema, item, partitionKey(type, schema)));
        Optional<String> sortKey = schema.tableMetadata().primarySortKey();
        sortKey.ifPresent(attribute -> parts.add(part(type, schema, item, attribute)));
        return parts;
    }

    private static String partitionKey(Class<?> type, TableSchema<?> schema) {
        try {
            return schema.tableMetadata().primaryPartitionKey();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    type.getName() + " has no partition key. Annotate one of its attributes with"
                            + " @DynamoDbPartitionKey, or name the key in the annotation.",
                    e);
        }
    }

    private static <T> Object part(Class<T> type, TableSchema<T> schema, T item, String attribute) {
        AttributeValue value = schema.attributeValue(item, attribute);
        Object part = value == null ? null : part(value);
        if (part == null) {
            throw new IllegalArgumentException("The key attribute '" + attribute + "' of " + type.getName()
                    + " has no text, number or bytes. Set it before the entity is evicted, or name the key in the"
                    + " annotation.");
        }
        return part;
    }

    private static @Nullable Object part(AttributeValue value) {
        return switch (value.type()) {
            case S -> value.s();
            case N -> number(value.n());
            case B -> value.b().asByteArray();
            default -> null;
        };
    }

    private static @Nullable Object number(String digits) {
        try {
            return new BigDecimal(digits);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
