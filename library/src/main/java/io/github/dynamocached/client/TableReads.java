package io.github.dynamocached.client;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The cached reads of all listed tables. */
final class TableReads {

    private final Map<String, ItemReads> items = new HashMap<>();

    TableReads(ListedTables tables) {
        for (String name : tables.names()) {
            items.put(name, new ItemReads(tables.items(name)));
        }
    }

    /** The reads of items of a listed table. */
    ItemReads items(String table) {
        return Objects.requireNonNull(items.get(table));
    }
}
