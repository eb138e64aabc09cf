package io.github.dynamocached.springcache;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.dynamocached.ValueCodecException;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.ItemEnds;
import io.github.dynamocached.store.ValueCodec;
import io.github.dynamocached.store.ValueCodecs;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The codec of values whose type only the value shows. What is stored begins with the text of the type and the identifier of
 * its format, each ended by a line feed.
 */
final class RunTimeTypeCodec implements ValueCodec {

    private static final EntryFormat FORMAT = EntryFormat.blob("any", "1");

    private final ValueCodecs codecs;
    private final AllowedTypes types;
    private final ConcurrentMap<String, ValueCodec> byType = new ConcurrentHashMap<>();

    RunTimeTypeCodec(ValueCodecs codecs, AllowedTypes types) {
        this.codecs = codecs;
        this.types = types;
    }

    @Override
    public EntryFormat format() {
        return FORMAT;
    }

    @Override
    public byte[] @Nullable [] encode(Object value) {
        String type = types.textOf(value);
        ValueCodec codec = codecOf(type);
        byte[] payload = codec.encode(value)[0];
        if (payload == null) {
            throw new ValueCodecException("The value has no content.");
        }
        byte[] header = headerOf(type, codec);
        return new byte[][] {
            ByteBuffer.allocate(header.length + payload.length)
                    .put(header)
                    .put(payload)
                    .array()
        };
    }

    private static byte[] headerOf(String type, ValueCodec codec) {
        return (type + '\n' + codec.format().id() + '\n').getBytes(UTF_8);
    }

    @Override
    public Object decode(byte[] @Nullable [] fields) {
        byte[] stored = fields[0];
        int end = stored == null ? -1 : endOfLine(stored);
        if (stored == null || end < 0) {
            throw new ValueCodecException("The value has no type.");
        }
        String type = new String(stored, 0, end, UTF_8);
        ValueCodec codec = codecOf(type);
        byte[] header = headerOf(type, codec);
        if (stored.length < header.length || !Arrays.equals(stored, 0, header.length, header, 0, header.length)) {
            throw new ValueCodecException("The class of the value has changed since it was stored.");
        }
        return codec.decode(new byte[][] {Arrays.copyOfRange(stored, header.length, stored.length)});
    }

    private static int endOfLine(byte[] stored) {
        for (int i = 0; i < stored.length; i++) {
            if (stored[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    @Override
    public @Nullable String lossOf(Object value, byte[] @Nullable [] fields) {
        ValueCodec codec = codecOf(types.textOf(value));
        return codec.lossOf(value, codec.encode(value));
    }

    @Override
    public boolean isSame(byte[] @Nullable [] fields, byte[] @Nullable [] others) {
        Object value = decode(fields);
        Object other = decode(others);
        String type = types.textOf(value);
        ValueCodec codec = codecOf(type);
        return type.equals(types.textOf(other)) && codec.isSame(codec.encode(value), codec.encode(other));
    }

    @Override
    public int digestOf(Object value, byte[] @Nullable [] fields) {
        String type = types.textOf(value);
        ValueCodec codec = codecOf(type);
        return 31 * type.hashCode() + codec.digestOf(value, codec.encode(value));
    }

    @Override
    public ItemEnds endsOf(Object value, String attribute) {
        return codecOf(types.textOf(value)).endsOf(value, attribute);
    }

    /** Only types that are allowed get here, so there are few. */
    private ValueCodec codecOf(String type) {
        ValueCodec known = byType.get(type);
        if (known != null) {
            return known;
        }
        try {
            ValueCodec codec = codecs.blobOf(types.typeOf(type));
            byType.put(type, codec);
            return codec;
        } catch (IllegalArgumentException refused) {
            throw new ValueCodecException(String.valueOf(refused.getMessage()));
        }
    }
}
