package io.github.dynamocached.codec;

import io.github.dynamocached.ValueCodecException;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.ValueCodec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** A value as one blob of JSON. */
final class JsonCodec implements ValueCodec {

    private final ObjectWriter writer;
    private final ObjectReader reader;
    private final @Nullable Class<?> exactly;
    private final EntryFormat format;

    /**
     * A codec.
     *
     * @param exactly the only class of values, null where the type allows for others
     */
    JsonCodec(JsonMapper mapper, JavaType type, @Nullable Class<?> exactly, EntryFormat format) {
        this.writer = mapper.writerFor(type);
        this.reader = mapper.readerFor(type);
        this.exactly = exactly;
        this.format = format;
    }

    @Override
    public EntryFormat format() {
        return format;
    }

    @Override
    public byte[] @Nullable [] encode(Object value) {
        if (exactly != null && value.getClass() != exactly) {
            throw SafeCodec.ofOtherClass(value, exactly);
        }
        byte[] json = writer.writeValueAsBytes(value);
        if (mayHoldLoneSurrogate(json)) {
            reader.readValue(json);
        }
        return new byte[][] {json};
    }

    /** Jackson escapes half of a surrogate pair, and reads it in a text but not in a name or key. */
    private static boolean mayHoldLoneSurrogate(byte[] json) {
        for (int i = 0; i + 2 < json.length; i++) {
            if (json[i] == '\\' && json[i + 1] == 'u' && (json[i + 2] == 'D' || json[i + 2] == 'd')) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Object decode(byte[] @Nullable [] fields) {
        Object value = reader.readValue(SafeCodec.blob(fields));
        if (value == null) {
            throw new ValueCodecException("The bytes hold no value");
        }
        return value;
    }
}
