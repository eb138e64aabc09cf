package io.github.dynamocached.cache;

import org.jspecify.annotations.Nullable;

/**
 * The port that turns the value of one result type into the fields of a hash and back. It is used by many threads at
 * once and does no input or output.
 */
public interface ValueCodec {

    /**
     * How the values lie in their slot. Always the same instance.
     *
     * @return the format
     */
    EntryFormat format();

    /**
     * Encodes a value.
     *
     * @param value the value, never null: an absence has no fields
     * @return one array per field of the format, null for an attribute that the value does not have
     * @throws ValueCodecException if the value cannot be encoded
     */
    byte[] @Nullable [] encode(Object value);

    /**
     * Decodes a value.
     *
     * @param fields one array per field of the format
     * @return the value, a new instance at each call unless it is immutable
     * @throws ValueCodecException if the fields hold no value of this codec, whatever they hold
     */
    Object decode(byte[] @Nullable [] fields);
}
