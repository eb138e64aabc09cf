package io.github.dynamocached.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.dynamodb.EntitySchemas;
import io.github.dynamocached.store.ValueCodec;
import io.github.dynamocached.store.ValueCodecs;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** Codecs with default settings, and what tests ask of them. */
final class Codecs {

    private static final ResultCodecs CODECS = new ResultCodecs(new EntitySchemas(List.of()), List.of());

    private Codecs() {}

    static ValueCodec of(Type type) {
        return CODECS.codecOf(type);
    }

    static ValueCodec of(TypeReference<?> type) {
        return CODECS.codecOf(type.getType());
    }

    static ValueCodec blobOf(Type type) {
        return CODECS.blobOf(type);
    }

    static ValueCodecs forCache(CacheSettings settings) {
        return CODECS.forCache(settings);
    }

    static ValueCodec projectionOf(Type type, Class<?> entity, String... attributes) {
        return CODECS.projectionOf(type, entity, List.of(attributes));
    }

    /** What comes back of a value, which the codec has to hold for the same. */
    static Object roundTrip(ValueCodec codec, Object value) {
        byte[] @Nullable [] encoded = codec.encode(value);
        assertThat(codec.lossOf(value, encoded)).isNull();
        return codec.decode(encoded);
    }

    static String blob(ValueCodec codec, Object value) {
        byte[] blob = codec.encode(value)[0];
        return blob == null ? "" : new String(blob, UTF_8);
    }

    /** The fields of an encoded entity as {@code HGETALL} shows them. */
    static Map<String, String> fields(ValueCodec codec, Object entity) {
        byte[] @Nullable [] encoded = codec.encode(entity);
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < encoded.length; i++) {
            byte[] field = encoded[i];
            if (field != null) {
                fields.put(codec.format().fields().get(i), new String(field, UTF_8));
            }
        }
        return fields;
    }

    /** The fields of a format, from their texts. */
    static byte[] @Nullable [] encoded(ValueCodec codec, Map<String, String> fields) {
        return codec.format().fields().stream()
                .map(fields::get)
                .map(text -> text == null ? null : text.getBytes(UTF_8))
                .toArray(byte[][]::new);
    }

    static Type generic(Class<?> raw, Type... arguments) {
        return new ParameterizedType() {
            @Override
            public Type[] getActualTypeArguments() {
                return arguments.clone();
            }

            @Override
            public Type getRawType() {
                return raw;
            }

            @Override
            public @Nullable Type getOwnerType() {
                return null;
            }
        };
    }
}
