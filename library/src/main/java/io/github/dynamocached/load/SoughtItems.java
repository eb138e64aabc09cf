package io.github.dynamocached.load;

import java.util.List;
import java.util.Map;

/** Which items a read of DynamoDB asks for. A load keeps it until its value is stored. */
@FunctionalInterface
public interface SoughtItems {

    /** Nobody knows. */
    SoughtItems UNKNOWN = table -> List.of();

    /**
     * The attributes by which the read asks for items of a table.
     *
     * @param table the name of the table
     * @return for each item or partition its values by attribute: a String, a {@code BigDecimal} or bytes. Empty if the read is
     *     of another table, or if its request shows none
     */
    List<Map<String, Object>> in(String table);
}
