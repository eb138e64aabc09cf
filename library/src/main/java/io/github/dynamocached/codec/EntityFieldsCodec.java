package io.github.dynamocached.codec;

import io.github.dynamocached.ValueCodecException;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.ItemEnds;
import io.github.dynamocached.store.ValueCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An entity as one field per attribute of its schema. Attributes whose names the schema does not know beforehand, as
 * those of a flattened map, lie together in one more field.
 */
final class EntityFieldsCodec implements ValueCodec {

    /** Never the field of an attribute: those that begin with {@code @} are escaped by another {@code @}. */
    static final String REST = "@r";

    private final EntityItems<?> items;
    private final boolean areImmutable;
    private final EntryFormat format;
    private final List<String> attributes;
    private final Map<String, Integer> positions = new HashMap<>();
    private final @Nullable BeanReader reader;

    EntityFieldsCodec(EntityItems<?> items, String type, String schema) {
        this.items = items;
        this.areImmutable = items.areImmutable();
        this.attributes = items.schema().attributeNames().stream().sorted().toList();
        List<String> fields = new ArrayList<>();
        for (String attribute : attributes) {
            positions.put(attribute, fields.size());
            fields.add(fieldOf(attribute));
        }
        fields.add(REST);
        this.format = EntryFormat.fields(type, schema, fields);
        this.reader = items.readerOf(attributes);
    }

    /** The field of the hash that holds an attribute. */
    static String fieldOf(String attribute) {
        return attribute.startsWith("@") ? "@" + attribute : attribute;
    }

    @Override
    public EntryFormat format() {
        return format;
    }

    @Override
    public byte[] @Nullable [] encode(Object value) {
        byte[] @Nullable [] fields = new byte[format.size()][];
        @Nullable Map<String, AttributeValue> rest = null;
        for (Map.Entry<String, AttributeValue> attribute : items.itemOf(value).entrySet()) {
            Integer position = positions.get(attribute.getKey());
            if (position == null) {
                rest = rest == null ? new TreeMap<>() : rest;
                rest.put(attribute.getKey(), attribute.getValue());
            } else {
                fields[position] = AttributeEncoder.encode(attribute.getValue());
            }
        }
        if (rest != null) {
            fields[attributes.size()] = AttributeEncoder.encode(rest);
        }
        return fields;
    }

    @Override
    public boolean areImmutable() {
        return areImmutable;
    }

    @Override
    public int digestOf(Object value, byte[] @Nullable [] fields) {
        return AttributeDigest.of(fields);
    }

    @Override
    public ItemEnds endsOf(Object value, String attribute) {
        return TimeToLive.of(items.attribute(value, attribute));
    }

    @Override
    public Object decode(byte[] @Nullable [] fields) {
        byte[] rest = fields[attributes.size()];
        return reader != null && rest == null ? items.required(reader.read(fields)) : bySchema(fields, rest);
    }

    /** What the schema makes of the attributes. */
    Object bySchema(byte[] @Nullable [] fields, byte @Nullable [] rest) {
        Map<String, AttributeValue> item = new LinkedHashMap<>();
        AttributeDecoder decoder = new AttributeDecoder();
        for (int i = 0; i < attributes.size(); i++) {
            byte[] field = fields[i];
            if (field != null) {
                item.put(attributes.get(i), decoder.read(field, 0, field.length));
            }
        }
        if (rest != null) {
            AttributeDecoder.decodeItem(rest).forEach((attribute, content) -> putRest(item, attribute, content));
        }
        return items.entityOf(item);
    }

    private void putRest(Map<String, AttributeValue> item, String attribute, AttributeValue content) {
        if (positions.containsKey(attribute)) {
            throw new ValueCodecException("An attribute of the schema lies among the others");
        }
        item.put(attribute, content);
    }
}
