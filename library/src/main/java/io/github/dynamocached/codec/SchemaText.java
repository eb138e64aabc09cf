package io.github.dynamocached.codec;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import software.amazon.awssdk.enhanced.dynamodb.AttributeConverter;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;

/**
 * Describes a schema in a text that changes whenever an entry written under the schema could be read wrongly under
 * another: the names of the attributes, their DynamoDB types, their Java types, converters and enum constants, and the
 * same of nested documents. It follows the order of names, not that of reflection.
 */
final class SchemaText {

    private final StringBuilder text = new StringBuilder(256);
    private final Set<Class<?>> open = new HashSet<>();

    private SchemaText() {}

    static String of(TableSchema<?> schema) {
        SchemaText description = new SchemaText();
        description.append(schema);
        return description.text.toString();
    }

    private void append(TableSchema<?> schema) {
        Class<?> type = schema.itemType().rawClass();
        if (!open.add(type)) {
            text.append("{^").append(type.getName()).append('}');
            return;
        }
        text.append('{');
        schema.attributeNames().stream().sorted().forEach(attribute -> {
            text.append(attribute.length()).append(':').append(attribute).append('=');
            append(schema.converterForAttribute(attribute));
            text.append(';');
        });
        text.append('}');
        open.remove(type);
    }

    private void append(AttributeConverter<?> converter) {
        if (converter == null) {
            text.append('?');
            return;
        }
        text.append(converter.attributeValueType()).append(' ').append(name(converter.getClass()));
        append(converter.type());
    }

    private void append(EnhancedType<?> type) {
        if (type.isWildcard()) {
            text.append(" ?");
            return;
        }
        Class<?> raw = type.rawClass();
        text.append(' ').append(raw.getName());
        if (raw.isEnum()) {
            text.append(constants(raw));
        }
        type.rawClassParameters().forEach(this::append);
        type.tableSchema().ifPresent(this::append);
    }

    static String constants(Class<?> enumeration) {
        return Arrays.stream(enumeration.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name())
                .sorted()
                .toList()
                .toString();
    }

    /** Classes made at run time have another name on every node. */
    private static String name(Class<?> type) {
        if (Proxy.isProxyClass(type)) {
            return "proxy";
        }
        return type.isHidden() ? type.getNestHost().getName() : type.getName();
    }
}
