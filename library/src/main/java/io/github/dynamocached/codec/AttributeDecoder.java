package io.github.dynamocached.codec;

import io.github.dynamocached.ValueCodecException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads attribute values as {@link AttributeGrammar} says, one after another. Whatever the bytes are, it ends with a value or
 * a {@link ValueCodecException}, and never reserves more memory than they justify. Used by one thread.
 *
 * <p>The builders of the SDK remember what was set in a set of types, which is larger than the value itself. So one builder
 * makes all texts and numbers: it sets what it makes, and then clears what it has made before. The other way round the builder
 * keeps the older type. The attributes of an item, and those of a map, have no object for each of them, because the SDK
 * copies them.
 */
final class AttributeDecoder {

    private static final AttributeNames NAMES = new AttributeNames();
    private static final byte[] NOTHING = {};
    private static final AttributeValue EMPTY = AttributeValue.fromS("");
    private static final AttributeValue NULL = AttributeValue.fromNul(true);
    private static final AttributeValue TRUE = AttributeValue.fromBool(true);
    private static final AttributeValue FALSE = AttributeValue.fromBool(false);

    private byte[] bytes = NOTHING;
    private AttributeValue.@Nullable Builder builder;

    static AttributeValue decode(byte[] bytes) {
        return new AttributeDecoder().read(bytes, 0, bytes.length);
    }

    /** The value in some bytes of an array. */
    AttributeValue read(byte[] array, int from, int to) {
        bytes = array;
        return value(from, to, 0);
    }

    /** The attributes of an item, without the copy of them that a value of the SDK would make. */
    static Map<String, AttributeValue> decodeItem(byte[] bytes) {
        if (bytes.length == 0 || bytes[0] != AttributeGrammar.MAP) {
            throw new ValueCodecException("The bytes hold no item");
        }
        AttributeDecoder decoder = new AttributeDecoder();
        decoder.bytes = bytes;
        return decoder.attributes(1, bytes.length, 0);
    }

    private AttributeValue value(int from, int to, int depth) {
        if (from == to) {
            return EMPTY;
        }
        return switch (bytes[from]) {
            case AttributeGrammar.TEXT -> textValue(from + 1, to);
            case AttributeGrammar.NUMBER -> number(from + 1, to);
            case AttributeGrammar.BINARY -> AttributeValue.fromB(binary(from + 1, to));
            case AttributeGrammar.LIST -> list(from + 1, to, depth);
            case AttributeGrammar.MAP -> map(from + 1, to, depth);
            case AttributeGrammar.SET -> set(from + 1, to);
            default -> plain(from, to);
        };
    }

    private AttributeValue plain(int from, int to) {
        if (AttributeGrammar.isNumber(bytes, from, to)) {
            return number(from, to);
        }
        if (AttributeGrammar.isNull(bytes, from, to)) {
            return NULL;
        }
        if (AttributeGrammar.isTrue(bytes, from, to)) {
            return TRUE;
        }
        return AttributeGrammar.isFalse(bytes, from, to) ? FALSE : textValue(from, to);
    }

    private AttributeValue textValue(int from, int to) {
        return builder().s(text(from, to)).n(null).build();
    }

    private AttributeValue number(int from, int to) {
        return builder().n(text(from, to)).s(null).build();
    }

    private AttributeValue.Builder builder() {
        AttributeValue.Builder known = builder == null ? AttributeValue.builder() : builder;
        builder = known;
        return known;
    }

    private AttributeValue list(int from, int to, int depth) {
        requireShallow(depth);
        List<AttributeValue> elements = new ArrayList<>();
        for (Chunk chunk = new Chunk(from, to); chunk.next(); ) {
            elements.add(value(chunk.start, chunk.end, depth + 1));
        }
        return AttributeValue.fromL(elements);
    }

    private AttributeValue map(int from, int to, int depth) {
        return AttributeValue.fromM(attributes(from, to, depth));
    }

    private Map<String, AttributeValue> attributes(int from, int to, int depth) {
        requireShallow(depth);
        int chunks = 0;
        for (Chunk chunk = new Chunk(from, to); chunk.next(); ) {
            chunks++;
        }
        if (chunks % 2 != 0) {
            throw new ValueCodecException("A map has a name without a value");
        }
        return chunks > 2 * SmallItem.MOST ? many(from, to, depth) : few(from, to, depth, new Object[chunks]);
    }

    private Map<String, AttributeValue> few(int from, int to, int depth, Object[] attributes) {
        int end = 0;
        for (Chunk chunk = new Chunk(from, to); chunk.next(); end += 2) {
            String name = NAMES.name(bytes, chunk.start, chunk.end);
            boolean isThere = SmallItem.placeOf(attributes, end, name) >= 0;
            requireOnce(!isThere && chunk.next());
            attributes[end] = name;
            attributes[end + 1] = value(chunk.start, chunk.end, depth + 1);
        }
        return new SmallItem(attributes);
    }

    private Map<String, AttributeValue> many(int from, int to, int depth) {
        Map<String, AttributeValue> values = new LinkedHashMap<>();
        for (Chunk chunk = new Chunk(from, to); chunk.next(); ) {
            String name = NAMES.name(bytes, chunk.start, chunk.end);
            requireOnce(chunk.next() && values.put(name, value(chunk.start, chunk.end, depth + 1)) == null);
        }
        return Collections.unmodifiableMap(values);
    }

    private static void requireOnce(boolean isOnce) {
        if (!isOnce) {
            throw new ValueCodecException("A map has the same name twice");
        }
    }

    private AttributeValue set(int from, int to) {
        byte kind = from < to ? bytes[from] : 0;
        List<String> texts = new ArrayList<>();
        List<SdkBytes> binaries = new ArrayList<>();
        for (Chunk chunk = new Chunk(from + 1, to); chunk.next(); ) {
            if (kind == AttributeGrammar.OF_BINARIES) {
                binaries.add(binary(chunk.start, chunk.end));
            } else {
                texts.add(text(chunk.start, chunk.end));
            }
        }
        return switch (kind) {
            case AttributeGrammar.OF_TEXTS -> AttributeValue.fromSs(texts);
            case AttributeGrammar.OF_NUMBERS -> AttributeValue.fromNs(texts);
            case AttributeGrammar.OF_BINARIES -> AttributeValue.fromBs(binaries);
            default -> throw new ValueCodecException("A set is of an unknown kind");
        };
    }

    private SdkBytes binary(int from, int to) {
        return SdkBytes.fromByteArrayUnsafe(Arrays.copyOfRange(bytes, from, to));
    }

    private String text(int from, int to) {
        return Utf8.decode(bytes, from, to);
    }

    private static void requireShallow(int depth) {
        if (depth >= AttributeGrammar.DEEPEST) {
            throw new ValueCodecException("An attribute is nested deeper than " + AttributeGrammar.DEEPEST + " levels");
        }
    }

    /** Walks over the chunks between two positions. */
    private final class Chunk {

        private final int limit;
        private int start;
        private int end;

        Chunk(int from, int limit) {
            this.end = from;
            this.limit = limit;
        }

        boolean next() {
            if (end >= limit) {
                return false;
            }
            int colon = end;
            long length = 0;
            while (colon < limit && bytes[colon] >= '0' && bytes[colon] <= '9' && length <= limit) {
                length = 10 * length + bytes[colon] - '0';
                colon++;
            }
            boolean digits = colon == end + 1 || (colon > end && bytes[end] != '0');
            if (!digits || colon == limit || bytes[colon] != ':' || length > limit - colon - 1) {
                throw new ValueCodecException("A chunk has no length, or is cut short");
            }
            start = colon + 1;
            end = start + (int) length;
            return true;
        }
    }
}
