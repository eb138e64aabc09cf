package io.github.dynamocached.store;

import io.github.dynamocached.ValueCodecException;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** The port that encodes values of one result type to fields and back. Used by many threads at once; does no I/O. */
public interface ValueCodec {

    /** {@return how the values are stored; always the same instance} */
    EntryFormat format();

    /**
     * Encodes a value.
     *
     * @param value the value, never null
     * @return one array per field of the format, null for a missing attribute
     * @throws ValueCodecException if the value cannot be encoded
     */
    byte[] @Nullable [] encode(Object value);

    /**
     * Decodes a value.
     *
     * @param fields one array per field of the format
     * @return the value, a new instance at each call unless it is immutable
     * @throws ValueCodecException if the fields hold anything else than a value of this codec
     */
    Object decode(byte[] @Nullable [] fields);

    /**
     * Finds what a hit would return differently. Called for every value before it is stored, and not for hits.
     *
     * <p>By default the decoded value has to be equal to the value, or be encoded to the same bytes.
     *
     * @param value a value
     * @param fields what it was encoded to
     * @return what is lost and what to do, without any value; null if the decoded value is the same
     * @throws ValueCodecException if the fields cannot be decoded, or the decoded value cannot be compared
     */
    default @Nullable String lossOf(Object value, byte[] @Nullable [] fields) {
        Object decoded = decode(fields);
        boolean same = value.equals(decoded) || Arrays.deepEquals(encode(decoded), fields);
        return same
                ? null
                : "what is decoded from the bytes of a " + value.getClass().getName()
                        + " is another one. Let its class be written and read in the same form.";
    }

    /**
     * Whether no value of this codec can be changed, so that callers may share one instance.
     *
     * @return false by default: each caller gets an instance of its own
     */
    default boolean areImmutable() {
        return false;
    }

    /**
     * Whether two encodings are those of the same value. Called for samples, and not for hits.
     *
     * <p>By default what they are decoded to has to be equal, or be encoded to the same bytes.
     *
     * @param fields what one value was encoded to
     * @param others what the other one was encoded to
     * @return false if a caller could tell the two apart
     * @throws ValueCodecException if they cannot be decoded or compared
     */
    default boolean isSame(byte[] @Nullable [] fields, byte[] @Nullable [] others) {
        Object value = decode(fields);
        Object other = decode(others);
        return value.equals(other) || Arrays.deepEquals(encode(value), encode(other));
    }

    /**
     * A number that two encodings of the same value share, in whatever order the members of its maps and sets are. Two different
     * values may happen to share it. Called before a value is stored in a cache whose time to live follows the changes of values.
     *
     * <p>By default it is that of the bytes.
     *
     * @param value a value
     * @param fields what it was encoded to
     * @return the number, the same on every node
     * @throws ValueCodecException if the value or the fields cannot be read
     */
    default int digestOf(Object value, byte[] @Nullable [] fields) {
        CRC32C digest = new CRC32C();
        for (byte[] field : fields) {
            digest.update(field == null ? 0 : 1);
            if (field != null) {
                digest.update(field);
            }
        }
        return (int) digest.getValue();
    }

    /**
     * When the items in a value end by DynamoDB's time to live: a number of seconds since 1970 in a top-level attribute. Any
     * other value of the attribute means no end.
     *
     * @param value a value that can be encoded
     * @param attribute the name of the attribute
     * @return the ends; none for values without items
     * @throws ValueCodecException if the attributes of the value cannot be read
     */
    default ItemEnds endsOf(Object value, String attribute) {
        return ItemEnds.NONE;
    }
}
