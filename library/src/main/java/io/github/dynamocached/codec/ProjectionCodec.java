package io.github.dynamocached.codec;

import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.ItemEnds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A value that is made of some attributes of an entity: stored as one blob that holds these attributes, and read from that
 * or from the fields of the entity's own entry, in either case by the converters of the entity's schema.
 */
final class ProjectionCodec extends BlobCodec {

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
    private final boolean areImmutable;

    ProjectionCodec(Projection projection, List<String> attributes, EntryFormat format, boolean areImmutable) {
        super(format);
        this.projection = projection;
        this.attributes = attributes;
        this.areImmutable = areImmutable;
    }

    @Override
    byte[] bytesOf(Object value) {
        @Nullable AttributeValue[] contents = projection.attributesOf(value);
        Map<String, AttributeValue> item = new LinkedHashMap<>();
        for (int i = 0; i < contents.length; i++) {
            AttributeValue content = contents[i];
            if (content != null) {
                item.put(attributes.get(i), content);
            }
        }
        return AttributeEncoder.encode(item);
    }

    @Override
    public boolean areImmutable() {
        return areImmutable;
    }

    @Override
    public ItemEnds endsOf(Object value, String attribute) {
        int position = attributes.indexOf(attribute);
        return position < 0 ? ItemEnds.NONE : TimeToLive.of(projection.attributesOf(value)[position]);
    }

    @Override
    Object valueOf(byte[] bytes) {
        Map<String, AttributeValue> item = AttributeDecoder.decodeItem(bytes);
        @Nullable AttributeValue[] contents = new AttributeValue[attributes.size()];
        for (int i = 0; i < contents.length; i++) {
            contents[i] = item.get(attributes.get(i));
        }
        return projection.valueOf(contents);
    }

    @Override
    public Object decode(byte[] @Nullable [] fields) {
        return fields.length == format().size() ? super.decode(fields) : ofEntity(fields);
    }

    /** The value of the fields of the entity's own entry, which follow the blob. */
    private Object ofEntity(byte[] @Nullable [] fields) {
        @Nullable AttributeValue[] contents = new AttributeValue[attributes.size()];
        for (int i = 0; i < contents.length; i++) {
            byte[] field = fields[format().size() + i];
            contents[i] = field == null ? null : AttributeDecoder.decode(field);
        }
        return projection.valueOf(contents);
    }
}
