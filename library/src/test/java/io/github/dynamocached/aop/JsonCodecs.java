package io.github.dynamocached.aop;

import io.github.dynamocached.ValueCodecException;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.ValueCodec;
import io.github.dynamocached.store.ValueCodecs;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/** Every type as JSON, in a field of its own for the entity; no {@link Runnable}s. */
final class JsonCodecs implements ValueCodecs {

    private static final JsonMapper MAPPER = new JsonMapper();

    @Override
    public ValueCodec codecOf(Type type) {
        return type == Person.class
                ? new JsonCodec(MAPPER.constructType(type), EntryFormat.fields("Person", "1", List.of("json")))
                : blobOf(type);
    }

    @Override
    public ValueCodec blobOf(Type type) {
        if (type instanceof Class<?> refused && Runnable.class.isAssignableFrom(refused)) {
            throw new IllegalArgumentException("a Runnable cannot be cached. Return data.");
        }
        JavaType javaType = MAPPER.constructType(type);
        return new JsonCodec(javaType, EntryFormat.blob(javaType.toCanonical(), "1"));
    }

    @Override
    public ValueCodec projectionOf(Type type, Class<?> entity, List<String> attributes) {
        throw new IllegalArgumentException("a Person is one text here. Read it as a whole.");
    }

    private record JsonCodec(JavaType type, EntryFormat format) implements ValueCodec {

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
