package io.github.dynamocached.autoconfigure;

import java.util.Map;

/** What this node has counted so far. */
interface CacheCounts {

    /** The counts of a cache by the tag {@code result} of the meter {@code dynamocached.reads}. */
    Map<String, Long> readsOf(String cacheName);

    /** The read capacity units that loads of a cache have {@code consumed}, and that its hits have {@code saved}. */
    Map<String, Double> unitsOf(String cacheName);
}
