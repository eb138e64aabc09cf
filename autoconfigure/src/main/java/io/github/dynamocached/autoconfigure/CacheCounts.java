package io.github.dynamocached.autoconfigure;

import java.util.Map;

/** The reads that this node has counted so far. */
interface CacheCounts {

    /** The counts of a cache by the tag {@code result} of the meter {@code dynamocached.reads}. */
    Map<String, Long> readsOf(String cacheName);
}
