package io.github.dynamocached.codec;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.ValueCodecException;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.ItemEnds;
import io.github.dynamocached.store.ValueCodec;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The codec of items as DynamoDB returns them: maps of attribute names to {@link AttributeValue}s of any type and depth, which
 * come back exactly. The texts of numbers stay as they are.
 *
 * <p>An item is one blob, a map of {@link AttributeGrammar}. It has no field for each attribute, because a read would have to
 * know the names of all attributes, and items without a schema have any. The decoded maps and values are immutable.
 */
public final class ItemCodec extends BlobCodec {

    static final String TYPE = "item";

    private ItemCodec() {
        super(EntryFormat.blob(TYPE, Fingerprint.ofSchema(TYPE)));
    }

    /**
     * The codec of items in one cache.
     *
     * @param settings the settings of the cache, which may compress blobs
     * @return a codec of {@code Map<String, AttributeValue>}
     */
    public static ValueCodec of(CacheSettings settings) {
        return BlobForm.of(settings).compressing(new ItemCodec());
    }

    @Override
    byte[] bytesOf(Object value) {
        return AttributeEncoder.encode(item(value));
    }

    @Override
    Object valueOf(byte[] bytes) {
        return AttributeDecoder.decodeItem(bytes);
    }

    @Override
    public boolean areImmutable() {
        return true;
    }

    @Override
    public ItemEnds endsOf(Object value, String attribute) {
        return TimeToLive.of(item(value).get(attribute));
    }

    @SuppressWarnings("unchecked") // only readers of raw items use this codec, and all their values are items
    private static Map<String, AttributeValue> item(@Nullable Object value) {
        if (value instanceof Map<?, ?> item) {
            return (Map<String, AttributeValue>) item;
        }
        throw new ValueCodecException("Something else than an item was to be stored as one");
    }
}
