package io.github.dynamocached.benchmarks.faults;

import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;

/** The service with the annotations of Spring. */
class CacheableItems implements Items {

    private final ItemTable table;

    CacheableItems(ItemTable table) {
        this.table = table;
    }

    @Override
    @Cacheable("items")
    public Item find(String id) {
        return table.read(id);
    }

    @Override
    @CacheEvict("items")
    public void save(String id) {
        table.write(id);
    }
}
