package io.github.dynamocached.codec;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.AttributeConverter;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbImmutable;

/**
 * Types of which no value can be changed, so that callers may share one. In doubt a type can be changed: what has a collection, an
 * array, a type parameter or a class of the application in it, other than an enum or a record of such types.
 */
final class ImmutableTypes {

    private static final Set<Class<?>> SIMPLE = Set.of(
            String.class,
            Boolean.class,
            Character.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            BigDecimal.class,
            BigInteger.class,
            UUID.class,
            URI.class);

    private ImmutableTypes() {}

    /** Whether all values of a class are immutable. */
    static boolean contain(Class<?> type) {
        return contain(type, new HashSet<>());
    }

    private static boolean contain(Class<?> type, Set<Class<?>> outer) {
        if (type.isPrimitive()
                || type.isEnum()
                || SIMPLE.contains(type)
                || type.getPackageName().equals("java.time")) {
            return true;
        }
        if (!type.isRecord() || type.getTypeParameters().length > 0) {
            return false;
        }
        if (!outer.add(type)) {
            return true;
        }
        for (RecordComponent component : type.getRecordComponents()) {
            if (!contain(component.getType(), outer)) {
                return false;
            }
        }
        return true;
    }

    /** Whether all entities of a schema are immutable: their class says so, and so are all of their attributes. */
    static boolean contain(Class<?> entity, TableSchema<?> schema) {
        return entity.isAnnotationPresent(DynamoDbImmutable.class)
                && schema.attributeNames().stream().allMatch(name -> isImmutable(schema.converterForAttribute(name)));
    }

    private static boolean isImmutable(@Nullable AttributeConverter<?> converter) {
        return converter != null && contain(converter.type().rawClass());
    }
}
