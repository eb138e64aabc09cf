package io.github.dynamocached.aop;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is written on a method.
 *
 * @param cached the read, null for none
 * @param evicts the evictions in order, empty for none
 */
record Operations(@Nullable CachedOperation cached, List<EvictOperation> evicts) {

    boolean isEmpty() {
        return cached == null && evicts.isEmpty();
    }
}
