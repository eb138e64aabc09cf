package io.github.dynamocached.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the value of a slot is stored in the fields of its Redis hash. An entry with another type id or schema fingerprint is
 * no value for the reader. The {@linkplain #id() id} stands for both in what is stored.
 *
 * <p>A format is created once per codec and passed along, so that a store may remember what it derives from it.
 */
public final class EntryFormat {

    private static final int BYTES_OF_ID = 6;

    private final String type;
    private final String schema;
    private final String id;
    private final List<String> fields;
    private final @Nullable EntryFormat projection;

    private EntryFormat(String type, String schema, List<String> fields, @Nullable EntryFormat projection) {
        this.type = requireToken("type", type);
        this.schema = requireToken("schema", schema);
        this.id = idOf(type + ' ' + schema);
        this.fields = List.copyOf(fields);
        this.projection = projection;
    }

    /**
     * The layout <em>fields</em>: one field of the hash per attribute of the full entity, in the slot of the empty
     * variant.
     *
     * @param type the type id: the same on every node and after every restart, without white space
     * @param schema the schema fingerprint, without white space
     * @param fields the names of the fields of the hash; attribute names that begin with {@code @} are already escaped
     * @return the format
     */
    public static EntryFormat fields(String type, String schema, List<String> fields) {
        if (fields.isEmpty()) {
            throw new IllegalArgumentException("The layout of fields needs at least one field");
        }
        return new EntryFormat(type, schema, fields, null);
    }

    /**
     * The layout <em>blob</em>: the whole value in one field of the hash, which the store names after the variant.
     *
     * @param type the type id: the same on every node and after every restart, without white space
     * @param schema the schema fingerprint, without white space
     * @return the format
     */
    public static EntryFormat blob(String type, String schema) {
        return new EntryFormat(type, schema, List.of(), null);
    }

    /**
     * A blob whose value can also be made of some fields of the full entity. A read looks at both; every other operation
     * concerns only the blob. A value from the blob is one array. A value from the entity is null in place of the blob, and
     * then one array per field.
     *
     * @param type the type id of the blob: the same on every node and after every restart, without white space
     * @param schema the schema fingerprint of the blob, without white space
     * @param projection the format of the full entity with only the fields that are needed
     * @return the format
     */
    public static EntryFormat blobOrProjection(String type, String schema, EntryFormat projection) {
        if (projection.isBlob()) {
            throw new IllegalArgumentException("A projection of an entity has the layout of fields");
        }
        return new EntryFormat(type, schema, List.of(), projection);
    }

    private static String requireToken(String name, String token) {
        if (token.isEmpty() || token.chars().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException(
                    "The " + name + " of an entry format must be a text without white space");
        }
        return token;
    }

    /** The first 48 bits of a hash: of the few formats that one slot ever has, no two should meet. */
    private static String idOf(String typeAndSchema) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(typeAndSchema.getBytes(UTF_8));
            return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(hash, BYTES_OF_ID));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }

    /** {@return the type id of the value} */
    public String type() {
        return type;
    }

    /** {@return the schema fingerprint, which changes when a rolling deployment changes the schema} */
    public String schema() {
        return schema;
    }

    /** {@return eight characters that stand for type and schema in what is stored, the same on every node} */
    public String id() {
        return id;
    }

    /** {@return the names of the fields in the order of the encoded value; empty for the layout <em>blob</em>} */
    public List<String> fields() {
        return fields;
    }

    /** {@return whether the layout is <em>blob</em>} */
    public boolean isBlob() {
        return fields.isEmpty();
    }

    /** {@return the fields of the full entity of which the value can be made too, null if it cannot} */
    public @Nullable EntryFormat projection() {
        return projection;
    }

    /** {@return the number of byte arrays of a value to be stored: 1 for a blob, else the number of fields} */
    public int size() {
        return isBlob() ? 1 : fields.size();
    }

    /**
     * Whether a value that was read may have that many byte arrays.
     *
     * @param count the number of arrays
     * @return true for {@link #size()}, and for the size of a value from the entity
     */
    public boolean mayHave(int count) {
        return count == size() || (projection != null && count == size() + projection.size());
    }
}
