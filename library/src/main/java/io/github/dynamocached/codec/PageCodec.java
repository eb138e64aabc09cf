package io.github.dynamocached.codec;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.ValueCodecException;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.ItemEnds;
import io.github.dynamocached.store.ValueCodec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The codec of {@link ItemPage}s. A page is one blob, a list of {@link AttributeGrammar} with four elements: the list of its
 * items, the two counts, and the last key. What a page lacks is null.
 */
public final class PageCodec extends BlobCodec {

    private static final String TYPE = "page";
    private static final AttributeValue NONE = AttributeValue.fromNul(true);
    private static final int ELEMENTS = 4;

    private PageCodec() {
        super(EntryFormat.blob(TYPE, Fingerprint.ofSchema(TYPE)));
    }

    /**
     * The codec of pages in one cache.
     *
     * @param settings the settings of the cache, which may compress blobs
     * @return a codec of {@link ItemPage}
     */
    public static ValueCodec of(CacheSettings settings) {
        return BlobForm.of(settings).compressing(new PageCodec());
    }

    @Override
    byte[] bytesOf(Object value) {
        ItemPage page = page(value);
        return AttributeEncoder.encode(AttributeValue.fromL(List.of(
                page.items() == null ? NONE : AttributeValue.fromL(elements(page.items())),
                number(page.count()),
                number(page.scanned()),
                page.lastKey() == null ? NONE : AttributeValue.fromM(page.lastKey()))));
    }

    private static ItemPage page(Object value) {
        if (value instanceof ItemPage page) {
            return page;
        }
        throw new ValueCodecException("Something else than a page was to be stored as one");
    }

    private static List<AttributeValue> elements(List<Map<String, AttributeValue>> items) {
        return items.stream().map(AttributeValue::fromM).toList();
    }

    private static AttributeValue number(@Nullable Integer count) {
        return count == null ? NONE : AttributeValue.fromN(count.toString());
    }

    @Override
    Object valueOf(byte[] bytes) {
        AttributeValue value = AttributeDecoder.decode(bytes);
        if (!value.hasL() || value.l().size() != ELEMENTS) {
            throw new ValueCodecException("The bytes hold no page");
        }
        List<AttributeValue> parts = value.l();
        return new ItemPage(items(parts.get(0)), count(parts.get(1)), count(parts.get(2)), lastKey(parts.get(3)));
    }

    private static @Nullable List<Map<String, AttributeValue>> items(AttributeValue part) {
        if (part.type() == AttributeValue.Type.NUL) {
            return null;
        }
        if (!part.hasL()) {
            throw new ValueCodecException("The items of a page are no list");
        }
        List<Map<String, AttributeValue>> items = new ArrayList<>(part.l().size());
        for (AttributeValue element : part.l()) {
            items.add(item(element));
        }
        return Collections.unmodifiableList(items);
    }

    private static Map<String, AttributeValue> item(AttributeValue part) {
        if (!part.hasM()) {
            throw new ValueCodecException("An element of a page is no item");
        }
        return part.m();
    }

    private static @Nullable Integer count(AttributeValue part) {
        String digits = part.n();
        try {
            return part.type() == AttributeValue.Type.NUL ? null : Integer.valueOf(digits);
        } catch (NumberFormatException noNumber) {
            throw new ValueCodecException("A count of a page is no number");
        }
    }

    private static @Nullable Map<String, AttributeValue> lastKey(AttributeValue part) {
        return part.type() == AttributeValue.Type.NUL ? null : item(part);
    }

    @Override
    public boolean areImmutable() {
        return true;
    }

    @Override
    public ItemEnds endsOf(Object value, String attribute) {
        List<Map<String, AttributeValue>> items = page(value).items();
        return TimeToLive.of(items == null ? Stream.empty() : items.stream().map(item -> item.get(attribute)));
    }
}
