package io.github.dynamocached;

import java.util.List;

/**
 * Binds a cache to a DynamoDB table: every write to an item of the table that this JVM makes through the AWS SDK evicts the
 * item's key from the cache. The key of the entry is made of the values of some attributes, in order. For that they must be part
 * of the table's primary key, because requests that update or delete an item show nothing else of it. The records of the
 * table's stream show all attributes, old and new, so whatever follows the stream evicts by others too.
 *
 * <p>Define beans of this type, or set the properties {@code table} and {@code key-attributes} of a cache. A binding is a
 * value: it does no input or output, and many threads may use it at once. If Redis is down, writes still succeed, and their
 * evictions are queued.
 *
 * @param table the name or the ARN of the table
 * @param cache the name of the cache
 * @param attributes the names of the attributes; empty for the key attributes of the entity that the cache holds
 */
public record TableBinding(String table, String cache, List<String> attributes) {

    /**
     * A binding.
     *
     * @param table the name or the ARN of the table
     * @param cache the name of the cache
     * @param attributes the names of the attributes; empty for the key attributes of the entity that the cache holds
     * @throws IllegalArgumentException if a name is blank, or an attribute is named twice
     */
    public TableBinding {
        attributes = List.copyOf(attributes);
        if (nameOf(table).isBlank()) {
            throw new IllegalArgumentException(
                    "The table of a binding has no name. Use the name or the ARN of a table.");
        }
        if (cache.isBlank()) {
            throw new IllegalArgumentException("The cache of a binding has no name. Use the name of a cache.");
        }
        if (attributes.stream().anyMatch(String::isBlank)
                || attributes.stream().distinct().count() < attributes.size()) {
            throw new IllegalArgumentException(
                    "A key attribute of a binding is blank or named twice. Name each attribute"
                            + " once, in the order of the key.");
        }
    }

    /**
     * A binding by the key attributes of the entity that the cache holds.
     *
     * @param table the name or the ARN of the table
     * @param cache the name of the cache
     * @return the binding
     * @throws IllegalArgumentException if a name is blank
     */
    public static TableBinding ofEntity(String table, String cache) {
        return new TableBinding(table, cache, List.of());
    }

    /** {@return the name of the table, also if it was given as an ARN} */
    public String tableName() {
        return nameOf(table);
    }

    private static String nameOf(String table) {
        return table.substring(table.lastIndexOf('/') + 1);
    }
}
