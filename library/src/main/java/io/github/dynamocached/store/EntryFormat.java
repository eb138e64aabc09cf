package io.github.dynamocached.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the value of a slot lies in the fields of its Redis hash. An entry of another type id or schema fingerprint has no
 * value for the reader.
 *
 * <p>A format is created once per codec and then passed along, so that a store may remember what it derives from it.
 */
public final class EntryFormat {

    private final String type;
    private final String schema;
    private final List<String> fields;
    private final @Nullable EntryFormat part;

    private EntryFormat(String type, String schema, List<String> fields, @Nullable EntryFormat part) {
        this.type = requireToken("type", type);
        this.schema = requireToken("schema", schema);
        this.fields = List.copyOf(fields);
        this.part = part;
    }

    /**
     * The layout <em>fields</em>: one field of the hash per attribute of the full entity, in the slot of the empty
     * variant.
     *
     * @param type the type id: stable over restarts and nodes, without white space
     * @param schema the schema fingerprint, without white space
     * @param fields the names of the fields of the hash, with attribute names that begin with {@code @} already escaped
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
     * @param type the type id: stable over restarts and nodes, without white space
     * @param schema the schema fingerprint, without white space
     * @return the format
     */
    public static EntryFormat blob(String type, String schema) {
        return new EntryFormat(type, schema, List.of(), null);
    }

    /**
     * A blob that a part of the full entity stands for too: a read looks at both, and at both only. Everything else
     * concerns the blob alone. An encoded value is one array if it comes from the blob; if it comes from the entity it is
     * null, where the blob would be, and then one array per field of the part.
     *
     * @param type the type id of the blob: stable over restarts and nodes, without white space
     * @param schema the schema fingerprint of the blob, without white space
     * @param part the format of the full entity with those of its fields that are asked for
     * @return the format
     */
    public static EntryFormat blobOrPart(String type, String schema, EntryFormat part) {
        if (part.isBlob()) {
            throw new IllegalArgumentException("A part of an entity has the layout of fields");
        }
        return new EntryFormat(type, schema, List.of(), part);
    }

    private static String requireToken(String name, String token) {
        if (token.isEmpty() || token.chars().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException(
                    "The " + name + " of an entry format must be a text without white space");
        }
        return token;
    }

    /**
     * The type id of the value.
     *
     * @return the type id
     */
    public String type() {
        return type;
    }

    /**
     * The fingerprint of the value's schema: a rolling deployment that changes the schema changes the fingerprint.
     *
     * @return the schema fingerprint
     */
    public String schema() {
        return schema;
    }

    /**
     * The names of the fields of the hash in the order of the encoded value; empty for the layout <em>blob</em>.
     *
     * @return the fields
     */
    public List<String> fields() {
        return fields;
    }

    /**
     * Whether the value is one blob.
     *
     * @return true for the layout <em>blob</em>
     */
    public boolean isBlob() {
        return fields.isEmpty();
    }

    /**
     * The part of the full entity that stands for the blob too.
     *
     * @return a format of the layout <em>fields</em>, null if there is none
     */
    public @Nullable EntryFormat part() {
        return part;
    }

    /**
     * The number of byte arrays of an encoded value that is to be stored.
     *
     * @return 1 for a blob, else the number of fields
     */
    public int size() {
        return isBlob() ? 1 : fields.size();
    }

    /**
     * Whether a value that was read may have so many byte arrays.
     *
     * @param count the number of arrays
     * @return true for {@link #size()}, and for that of a value from the entity
     */
    public boolean mayHave(int count) {
        return count == size() || (part != null && count == size() + part.size());
    }
}
