package io.github.dynamocached.codec;

import io.github.dynamocached.ValueCodecException;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.ValueCodec;
import org.jspecify.annotations.Nullable;

/** Encodes a value to one array of bytes. */
abstract class BlobCodec implements ValueCodec {

    private final EntryFormat format;

    BlobCodec(EntryFormat format) {
        this.format = format;
    }

    abstract byte[] bytesOf(Object value);

    abstract Object valueOf(byte[] bytes);

    /** The only array of an encoded blob. */
    static byte[] blob(byte[] @Nullable [] fields) {
        byte[] blob = fields[0];
        if (blob == null) {
            throw new ValueCodecException("There are no bytes");
        }
        return blob;
    }

    @Override
    public final EntryFormat format() {
        return format;
    }

    @Override
    public final byte[] @Nullable [] encode(Object value) {
        return new byte[][] {bytesOf(value)};
    }

    @Override
    public Object decode(byte[] @Nullable [] fields) {
        return valueOf(blob(fields));
    }

    @Override
    public int digestOf(Object value, byte[] @Nullable [] fields) {
        return AttributeDigest.of(fields);
    }

    @Override
    public final boolean isSame(byte[] @Nullable [] fields, byte[] @Nullable [] others) {
        return Comparison.isSame(this, fields, others);
    }
}
