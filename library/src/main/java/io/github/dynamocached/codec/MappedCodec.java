package io.github.dynamocached.codec;

import io.github.dynamocached.ValueCodecException;
import io.github.dynamocached.store.EntryFormat;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.util.function.SingletonSupplier;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** A value as one blob of JSON or CBOR, as its mapper writes it. */
final class MappedCodec extends BlobCodec {

    private final ObjectWriter writer;
    private final ObjectReader reader;
    private final @Nullable Class<?> exactly;
    private final boolean isJson;
    private final boolean areImmutable;
    private final Supplier<MappedDigest> digest;

    /**
     * A codec.
     *
     * @param exactly the only class of values, null where the type allows for others
     */
    MappedCodec(ObjectMapper mapper, JavaType type, @Nullable Class<?> exactly, EntryFormat format) {
        super(format);
        this.writer = mapper.writerFor(type);
        this.reader = mapper.readerFor(type);
        this.exactly = exactly;
        this.areImmutable = ImmutableTypes.contain(type.getRawClass());
        this.isJson = mapper instanceof JsonMapper;
        this.digest = SingletonSupplier.of(() -> new MappedDigest(mapper, type));
    }

    @Override
    public boolean areImmutable() {
        return areImmutable;
    }

    @Override
    public int digestOf(Object value, byte[] @Nullable [] fields) {
        return digest.get().of(value);
    }

    @Override
    byte[] bytesOf(Object value) {
        if (exactly != null && value.getClass() != exactly) {
            throw SafeCodec.ofOtherClass(value, exactly);
        }
        byte[] bytes = writer.writeValueAsBytes(value);
        if (isJson && mayHoldLoneSurrogate(bytes)) {
            reader.readValue(bytes);
        }
        return bytes;
    }

    /** Jackson escapes half of a surrogate pair in JSON, and reads it in a text but not in a name or key. */
    private static boolean mayHoldLoneSurrogate(byte[] json) {
        for (int i = 0; i + 2 < json.length; i++) {
            if (json[i] == '\\' && json[i + 1] == 'u' && (json[i + 2] == 'D' || json[i + 2] == 'd')) {
                return true;
            }
        }
        return false;
    }

    @Override
    Object valueOf(byte[] bytes) {
        Object value = reader.readValue(bytes);
        if (value == null) {
            throw new ValueCodecException("The bytes hold no value");
        }
        return value;
    }
}
