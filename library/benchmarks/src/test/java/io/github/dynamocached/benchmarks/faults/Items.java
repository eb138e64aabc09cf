package io.github.dynamocached.benchmarks.faults;

/** A service as an application has it. */
interface Items {

    /** Reads an item, from the cache if it is there. */
    Item find(String id);

    /** Writes an item and evicts it from the cache. */
    void save(String id);
}
