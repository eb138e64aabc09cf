package io.github.dynamocached.store;

import io.github.dynamocached.RefusedFieldsException;
import java.lang.reflect.Type;
import java.util.List;

/** The port that finds the codec of a result type. */
public interface ValueCodecs {

    /**
     * The codec of a result type. The same type gives the same format on every node and after every restart.
     *
     * @param type the result type with its type arguments, {@code Optional} already taken off
     * @return the codec
     * @throws IllegalArgumentException if values of the type cannot be cached; the message says why and what to do
     */
    ValueCodec codecOf(Type type);

    /**
     * The codec of a result type for a slot with a variant of its own. It differs from {@link #codecOf(Type)} for an
     * entity alone, whose attributes lie in fields of the hash only in the slot of the empty variant.
     *
     * @param type the result type with its type arguments, {@code Optional} already taken off
     * @return a codec whose format is a blob
     * @throws IllegalArgumentException if values of the type cannot be cached; the message says why and what to do
     */
    ValueCodec blobOf(Type type);

    /**
     * The codec of a result that is made of some attributes of an entity. Its format is a blob, which that part of the
     * entity's own entry stands for too.
     *
     * @param type the result type, {@code Optional} already taken off
     * @param entity the entity
     * @param attributes the names of the attributes
     * @return the codec
     * @throws RefusedFieldsException if values of the type cannot be made of these attributes, with all reasons
     * @throws IllegalArgumentException if the entity is none
     */
    ValueCodec partOf(Type type, Class<?> entity, List<String> attributes);
}
