package io.github.dynamocached.cache;

import java.util.List;

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

    private EntryFormat(String type, String schema, List<String> fields) {
        this.type = requireToken("type", type);
        this.schema = requireToken("schema", schema);
        this.fields = List.copyOf(fields);
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
        return new EntryFormat(type, schema, fields);
    }

    /**
     * The layout <em>blob</em>: the whole value in one field of the hash, which the store names after the variant.
     *
     * @param type the type id: stable over restarts and nodes, without white space
     * @param schema the schema fingerprint, without white space
     * @return the format
     */
    public static EntryFormat blob(String type, String schema) {
        return new EntryFormat(type, schema, List.of());
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
     * The number of byte arrays of an encoded value.
     *
     * @return 1 for a blob, else the number of fields
     */
    public int size() {
        return isBlob() ? 1 : fields.size();
    }
}
