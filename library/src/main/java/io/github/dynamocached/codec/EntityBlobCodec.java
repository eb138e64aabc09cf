package io.github.dynamocached.codec;

import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.ItemEnds;

/** An entity as one blob, for results that are not the full entity of their key. */
final class EntityBlobCodec extends BlobCodec {

    private final EntityItems<?> items;
    private final boolean areImmutable;

    EntityBlobCodec(EntityItems<?> items, EntryFormat format) {
        super(format);
        this.items = items;
        this.areImmutable = items.areImmutable();
    }

    @Override
    byte[] bytesOf(Object value) {
        return AttributeEncoder.encode(items.sortedItemOf(value));
    }

    @Override
    public boolean areImmutable() {
        return areImmutable;
    }

    @Override
    public ItemEnds endsOf(Object value, String attribute) {
        return TimeToLive.of(items.attribute(value, attribute));
    }

    @Override
    Object valueOf(byte[] bytes) {
        return items.entityOf(AttributeDecoder.decodeItem(bytes));
    }
}
