package io.github.dynamocached.benchmarks;

import java.util.concurrent.atomic.AtomicLong;

/** Counts the loads behind all caches of this JVM, so that a miss cannot pass for a hit. */
final class Loads {

    private static final AtomicLong COUNT = new AtomicLong();

    private Loads() {}

    static Product load(String id) {
        COUNT.incrementAndGet();
        return Product.of(id);
    }

    static long count() {
        return COUNT.get();
    }
}
