package io.github.dynamocached.benchmarks.faults;

/** The service of the comparison. */
interface Items {

    /** Reads an item, from the cache if possible. */
    Item find(String id);

    /** Writes an item and evicts it from the cache. */
    void save(String id);
}
