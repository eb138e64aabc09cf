package io.github.dynamocached.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.dynamocached.ValueCodecException;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.ValueCodec;
import org.jspecify.annotations.Nullable;

/** Texts as one blob of UTF-8. The text {@code broken} cannot be encoded, and bytes that begin with ! not decoded. */
final class TextCodec implements ValueCodec {

    private static final EntryFormat FORMAT = EntryFormat.blob("Text", "1");

    @Override
    public EntryFormat format() {
        return FORMAT;
    }

    @Override
    public byte[] @Nullable [] encode(Object value) {
        if (value.equals("broken")) {
            throw new ValueCodecException("a text that cannot be encoded");
        }
        return new byte[] @Nullable [] {((String) value).getBytes(UTF_8)};
    }

    @Override
    public Object decode(byte[] @Nullable [] fields) {
        byte[] field = fields[0];
        if (field == null || (field.length > 0 && field[0] == '!')) {
            throw new ValueCodecException("no text");
        }
        return new String(field, UTF_8);
    }
}
