package io.github.dynamocached.store;

import io.github.dynamocached.ValueCodecException;
import java.util.Arrays;
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

    /**
     * What of a value would be another at a hit. Asked for every value before it is stored, and by no hit.
     *
     * <p>By default what is decoded has to be equal to the value, or to be encoded to the same bytes.
     *
     * @param value a value
     * @param fields what it was encoded to
     * @return what is lost and what to do, without any value; null if the value comes back as it was
     * @throws ValueCodecException if the fields cannot be decoded, or what comes out of them not compared
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
     * When the items in a value end by themselves, as DynamoDB's time to live has it: by a number of seconds since 1970 in
     * an attribute at the top of an item. What is no such number is no end.
     *
     * @param value a value that can be encoded
     * @param attribute the name of the attribute
     * @return the ends; none for values that are not made of items
     * @throws ValueCodecException if the value does not give its attributes
     */
    default ItemEnds endsOf(Object value, String attribute) {
        return ItemEnds.NONE;
    }
}
