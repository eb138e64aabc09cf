package io.github.dynamocached.aop;

import io.github.dynamocached.cache.EntryFormat;
import io.github.dynamocached.cache.ValueCodec;
import io.github.dynamocached.cache.ValueCodecException;
import io.github.dynamocached.cache.ValueCodecs;
import java.lang.reflect.Type;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/** Every type as JSON, but for {@link Runnable}s. */
final class JsonCodecs implements ValueCodecs {

    private static final JsonMapper MAPPER = new JsonMapper();

    @Override
    public ValueCodec codecOf(Type type) {
        if (type instanceof Class<?> refused && Runnable.class.isAssignableFrom(refused)) {
            throw new IllegalArgumentException("a Runnable cannot be cached. Return data.");
        }
        return new JsonCodec(MAPPER.constructType(type));
    }

    private record JsonCodec(JavaType type, EntryFormat format) implements ValueCodec {

        JsonCodec(JavaType type) {
            this(type, EntryFormat.blob(type.toCanonical(), "1"));
        }

        @Override
        public byte[] @Nullable [] encode(Object value) {
            return new byte[] @Nullable [] {MAPPER.writeValueAsBytes(value)};
        }

        @Override
        public Object decode(byte[] @Nullable [] fields) {
            try {
                return MAPPER.readValue(Objects.requireNonNull(fields[0]), type);
            } catch (JacksonException undecodable) {
                throw new ValueCodecException("not a " + type.toCanonical());
            }
        }
    }
}
