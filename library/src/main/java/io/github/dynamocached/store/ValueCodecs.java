package io.github.dynamocached.store;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.RefusedFieldsException;
import java.lang.reflect.Type;
import java.util.List;

/** The port that finds the codec of a result type. */
public interface ValueCodecs {

    /**
     * The codecs of one cache, which may set its own format and compression.
     *
     * @param settings the settings of the cache
     * @return codecs that follow {@link CacheSettings#format}, {@link CacheSettings#compressAbove} and
     *     {@link CacheSettings#maxEntrySize}; by default these codecs, which follow none of them
     * @throws IllegalArgumentException if the format cannot be used; the message says why and what to do
     */
    default ValueCodecs forCache(CacheSettings settings) {
        return this;
    }

    /**
     * The codec of a result type. A type has the same format on every node and after every restart.
     *
     * @param type the result type with its type arguments, without {@code Optional}
     * @return the codec
     * @throws IllegalArgumentException if values of the type cannot be cached; the message says why and what to do
     */
    ValueCodec codecOf(Type type);

    /**
     * The codec of a result type for a slot with a variant. It differs from {@link #codecOf(Type)} only for entities, whose
     * attributes are separate fields only in the slot of the empty variant.
     *
     * @param type the result type with its type arguments, without {@code Optional}
     * @return a codec whose format is a blob
     * @throws IllegalArgumentException if values of the type cannot be cached; the message says why and what to do
     */
    ValueCodec blobOf(Type type);

    /**
     * The codec of a result that is made of some attributes of an entity. Its format is a blob, and its values can also be
     * read from the entry of the entity.
     *
     * @param type the result type, without {@code Optional}
     * @param entity the entity
     * @param attributes the names of the attributes
     * @return the codec
     * @throws RefusedFieldsException if values of the type cannot be made of these attributes; it has all reasons
     * @throws IllegalArgumentException if the entity class is not an entity
     */
    ValueCodec projectionOf(Type type, Class<?> entity, List<String> attributes);
}
