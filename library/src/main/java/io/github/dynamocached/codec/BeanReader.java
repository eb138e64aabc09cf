package io.github.dynamocached.codec;

import io.github.dynamocached.dynamodb.EntitySetters;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.AttributeConverter;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Makes an entity from encoded attributes: by its constructor and setters, and by the converters of its schema. This is what
 * the schema does with a map of attributes, in the same order, without the map.
 *
 * <p>Texts, whole numbers and booleans in their usual form are read from the bytes, if the schema has the converter of the SDK
 * for them. All others are made into an {@code AttributeValue} for their converter.
 */
final class BeanReader {

    private static final String CONVERTERS = "software.amazon.awssdk.enhanced.dynamodb.internal.converter.attribute.";
    private static final int MOST_DIGITS = 18;

    /** How the bytes of an attribute become the value of a property. */
    private enum Kind {
        TEXT("StringAttributeConverter"),
        LONG("LongAttributeConverter"),
        INTEGER("IntegerAttributeConverter"),
        BOOLEAN("BooleanAttributeConverter"),
        OTHER("");

        private final String converter;

        Kind(String converter) {
            this.converter = CONVERTERS + converter;
        }

        /** A converter of another name is asked, so a change of the SDK costs time and changes no value. */
        static Kind of(AttributeConverter<?> converter) {
            for (Kind kind : values()) {
                if (kind.converter.equals(converter.getClass().getName())) {
                    return kind;
                }
            }
            return OTHER;
        }
    }

    private record Attribute(Kind kind, AttributeConverter<?> converter, BiConsumer<Object, Object> setter) {}

    private final EntitySetters setters;
    private final Attribute[] attributes;

    private BeanReader(EntitySetters setters, Attribute[] attributes) {
        this.setters = setters;
        this.attributes = attributes;
    }

    /**
     * A reader of attributes in an order.
     *
     * @return null if the schema does not tell the converters of all
     */
    static @Nullable BeanReader of(EntitySetters setters, TableSchema<?> schema, List<String> names) {
        Attribute[] attributes = new Attribute[names.size()];
        for (int i = 0; i < attributes.length; i++) {
            AttributeConverter<?> converter = schema.converterForAttribute(names.get(i));
            if (converter == null) {
                return null;
            }
            attributes[i] = new Attribute(Kind.of(converter), converter, setters.setterOf(names.get(i)));
        }
        return new BeanReader(setters, attributes);
    }

    /** The entity with these attributes, null if it has none. Fields beyond the attributes are not looked at. */
    @Nullable
    Object read(byte[] @Nullable [] fields) {
        Object bean = null;
        AttributeDecoder decoder = null;
        for (int i = 0; i < attributes.length; i++) {
            byte[] field = fields[i];
            if (field == null) {
                continue;
            }
            Attribute attribute = attributes[i];
            Object value = usual(attribute.kind, field, 0, field.length);
            if (value == null) {
                decoder = decoder == null ? new AttributeDecoder() : decoder;
                AttributeValue content = decoder.read(field, 0, field.length);
                if (content.type() == AttributeValue.Type.NUL) {
                    continue;
                }
                value = attribute.converter.transformTo(content);
            }
            bean = bean == null ? setters.create() : bean;
            if (value != null) {
                attribute.setter.accept(bean, value);
            }
        }
        return bean;
    }

    /** What the converter makes of a value in its usual form, null for any other value. */
    private static @Nullable Object usual(Kind kind, byte[] bytes, int from, int to) {
        return switch (kind) {
            case TEXT -> text(bytes, from, to);
            case LONG -> wholeNumber(bytes, from, to);
            case INTEGER -> integer(wholeNumber(bytes, from, to));
            case BOOLEAN ->
                AttributeGrammar.isTrue(bytes, from, to)
                        ? Boolean.TRUE
                        : AttributeGrammar.isFalse(bytes, from, to) ? Boolean.FALSE : null;
            case OTHER -> null;
        };
    }

    /** A text stands for itself, and the converter leaves a number as it is written. */
    private static @Nullable String text(byte[] bytes, int from, int to) {
        if (from == to) {
            return "";
        }
        return switch (bytes[from]) {
            case AttributeGrammar.TEXT -> Utf8.decode(bytes, from + 1, to);
            case AttributeGrammar.NUMBER,
                    AttributeGrammar.BINARY,
                    AttributeGrammar.LIST,
                    AttributeGrammar.MAP,
                    AttributeGrammar.SET -> null;
            default -> AttributeGrammar.isWord(bytes, from, to) ? null : Utf8.decode(bytes, from, to);
        };
    }

    private static @Nullable Integer integer(@Nullable Long number) {
        return number == null || number != number.intValue() ? null : number.intValue();
    }

    private static @Nullable Long wholeNumber(byte[] bytes, int from, int to) {
        boolean negative = from < to && bytes[from] == '-';
        int start = negative ? from + 1 : from;
        if (start == to || to - start > MOST_DIGITS) {
            return null;
        }
        long number = 0;
        for (int i = start; i < to; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return null;
            }
            number = 10 * number + bytes[i] - '0';
        }
        return negative ? -number : number;
    }
}
