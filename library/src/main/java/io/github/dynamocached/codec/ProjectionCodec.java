package io.github.dynamocached.codec;

import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.ItemEnds;
import io.github.dynamocached.store.ValueCodec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A value that is made of some attributes of an entity: stored as one blob that holds these attributes, and read from that
 * or from the fields of the entity's own entry, in either case by the converters of the entity's schema.
 */
final class ProjectionCodec implements ValueCodec {

    /** How values are made of the attributes, and taken apart again. */
    interface Projection {

        /** The attributes of a value, in the order of the codec; null for one that it does not have. */
        @Nullable
        AttributeValue[] attributesOf(Object value);

        /** The value of attributes in that order. */
        Object valueOf(@Nullable AttributeValue[] attributes);
    }

    private final Projection projection;
    private final List<String> attributes;
    private final EntryFormat format;

    ProjectionCodec(Projection projection, List<String> attributes, EntryFormat format) {
        this.projection = projection;
        this.attributes = attributes;
        this.format = format;
    }

    @Override
    public EntryFormat format() {
        return format;
    }

    @Override
    public byte[] @Nullable [] encode(Object value) {
        @Nullable AttributeValue[] contents = projection.attributesOf(value);
        Map<String, AttributeValue> item = new LinkedHashMap<>();
        for (int i = 0; i < contents.length; i++) {
            AttributeValue content = contents[i];
            if (content != null) {
                item.put(attributes.get(i), content);
            }
        }
        return new byte[][] {AttributeEncoder.encode(item)};
    }

    @Override
    public ItemEnds endsOf(Object value, String attribute) {
        int position = attributes.indexOf(attribute);
        return position < 0 ? ItemEnds.NONE : TimeToLive.of(projection.attributesOf(value)[position]);
    }

    @Override
    public Object decode(byte[] @Nullable [] fields) {
        @Nullable AttributeValue[] contents = new AttributeValue[attributes.size()];
        if (fields.length == format.size()) {
            Map<String, AttributeValue> item = AttributeDecoder.decodeItem(SafeCodec.blob(fields));
            for (int i = 0; i < contents.length; i++) {
                contents[i] = item.get(attributes.get(i));
            }
        } else {
            for (int i = 0; i < contents.length; i++) {
                byte[] field = fields[format.size() + i];
                contents[i] = field == null ? null : AttributeDecoder.decode(field);
            }
        }
        return projection.valueOf(contents);
    }
}
