package io.github.dynamocached.codec;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
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
    private final Set<TableSchema<?>> open = Collections.newSetFromMap(new IdentityHashMap<>());

    private SchemaText() {}

    static String of(TableSchema<?> schema) {
        SchemaText description = new SchemaText();
        description.append(schema);
        return description.text.toString();
    }

    /** Describes some attributes of a schema. */
    static String of(TableSchema<?> schema, Collection<String> attributes) {
        SchemaText description = new SchemaText();
        description.append(schema, attributes);
        return description.text.toString();
    }

    private void append(TableSchema<?> schema) {
        if (!open.add(schema)) {
            text.append("{^").append(schema.itemType().rawClass().getName()).append('}');
            return;
        }
        append(schema, schema.attributeNames());
        open.remove(schema);
    }

    private void append(TableSchema<?> schema, Collection<String> attributes) {
        text.append('{');
        attributes.stream().sorted().forEach(attribute -> {
            text.append(attribute.length()).append(':').append(attribute).append('=');
            append(schema.converterForAttribute(attribute));
            text.append(';');
        });
        text.append('}');
    }

    private void append(AttributeConverter<?> converter) {
        if (converter == null) {
            text.append('?');
            return;
        }
        text.append(converter.attributeValueType()).append(name(converter.getClass()));
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
        if (type.rawClassParameters() != null) {
            type.rawClassParameters().forEach(this::append);
        }
        type.tableSchema().ifPresent(this::append);
    }

    static String constants(Class<?> enumeration) {
        return Arrays.stream(enumeration.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name())
                .sorted()
                .toList()
                .toString();
    }

    /**
     * A converter of the SDK is known by its types, and keeps its form when its class is renamed. Classes made at run time
     * have another name on every node.
     */
    private static String name(Class<?> converter) {
        if (converter.getName().startsWith("software.amazon.awssdk.")) {
            return "";
        }
        if (Proxy.isProxyClass(converter)) {
            return " proxy";
        }
        return " " + (converter.isHidden() ? converter.getNestHost().getName() : converter.getName());
    }
}
