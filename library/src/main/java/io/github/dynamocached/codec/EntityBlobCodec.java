package io.github.dynamocached.codec;

import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.ItemEnds;
import io.github.dynamocached.store.ValueCodec;
import org.jspecify.annotations.Nullable;

/** An entity as one blob, for results that are not the full entity of their key. */
final class EntityBlobCodec implements ValueCodec {

    private final EntityItems<?> items;
    private final EntryFormat format;

    EntityBlobCodec(EntityItems<?> items, String type, String schema) {
        this.items = items;
        this.format = EntryFormat.blob(type, schema);
    }

    @Override
    public EntryFormat format() {
        return format;
    }

    @Override
    public byte[] @Nullable [] encode(Object value) {
        return new byte[][] {AttributeEncoder.encode(items.itemOf(value))};
    }

    @Override
    public ItemEnds endsOf(Object value, String attribute) {
        return TimeToLive.of(items.attribute(value, attribute));
    }

    @Override
    public Object decode(byte[] @Nullable [] fields) {
        return items.entityOf(AttributeDecoder.decodeItem(SafeCodec.blob(fields)));
    }
}
