package io.github.dynamocached.client;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The cached reads of all listed tables. */
final class TableReads {

    private final Map<String, ItemReads> items = new HashMap<>();
    private final Map<String, QueryReads> queries = new HashMap<>();
    private final Map<String, ScanReads> scans = new HashMap<>();

    TableReads(ListedTables tables) {
        boolean itemsAreCached = !tables.settings().itemTtl().isZero();
        for (String name : tables.names()) {
            items.put(name, new ItemReads(tables.items(name), itemsAreCached));
            queries.put(name, new QueryReads(tables, name));
            scans.put(name, new ScanReads(tables, name));
        }
    }

    /** The reads of items of a listed table. */
    ItemReads items(String table) {
        return Objects.requireNonNull(items.get(table));
    }

    /** The queries of a listed table. */
    QueryReads queries(String table) {
        return Objects.requireNonNull(queries.get(table));
    }

    /** The scans of a listed table. */
    ScanReads scans(String table) {
        return Objects.requireNonNull(scans.get(table));
    }
}
