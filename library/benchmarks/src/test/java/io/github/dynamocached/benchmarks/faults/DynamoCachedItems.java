package io.github.dynamocached.benchmarks.faults;

import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;

/** The service with the annotations of DynamoCached. */
class DynamoCachedItems implements Items {

    private final ItemTable table;

    DynamoCachedItems(ItemTable table) {
        this.table = table;
    }

    @Override
    @DynamoCached(cache = "items", key = "#id")
    public Item find(String id) {
        return table.read(id);
    }

    @Override
    @DynamoEvict(cache = "items", key = "#id")
    public void save(String id) {
        table.write(id);
    }
}
