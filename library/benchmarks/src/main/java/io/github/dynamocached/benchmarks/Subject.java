package io.github.dynamocached.benchmarks;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What is measured, ready to be called by any number of threads. */
final class Subject implements AutoCloseable {

    private static final int CALLS = 20;
    private static final long PATIENCE_SECONDS = 30;

    private final AutoCloseable resource;
    private final Call call;
    private final Runnable check;

    private Subject(AutoCloseable resource, Call call, Runnable check) {
        this.resource = resource;
        this.call = call;
        this.check = check;
    }

    /**
     * Work that needs no load, or always one. It is called some times before.
     *
     * @param resource is closed at the end
     * @param check fails if the calls since the last check were not what the row says
     */
    static Subject of(AutoCloseable resource, Runnable check, Call call) throws Throwable {
        for (int i = 0; i < CALLS; i++) {
            call.call();
        }
        check.run();
        return new Subject(resource, call, check);
    }

    /**
     * Hits. Calls until the value comes from the cache. Fails if it is not the expected one, and later if a load has run.
     *
     * @param resource is closed at the end
     * @param expected what a hit returns
     */
    static Subject hits(AutoCloseable resource, @Nullable Object expected, Call call) throws Throwable {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        for (int hits = 0; hits < CALLS; ) {
            long before = Loads.count();
            Object value = call.call();
            if (!Objects.equals(comparable(value), comparable(expected))) {
                throw new IllegalStateException("A call returned " + value + " instead of " + expected + ".");
            }
            hits = Loads.count() == before ? hits + 1 : 0;
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("The value does not come from the cache.");
            }
        }
        long loads = Loads.count();
        return new Subject(resource, call, () -> {
            if (Loads.count() != loads) {
                throw new IllegalStateException((Loads.count() - loads) + " calls were misses.");
            }
        });
    }

    private static @Nullable Object comparable(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> Map.entry(entry.getKey(), Objects.requireNonNull(comparable(entry.getValue()))))
                    .toList();
        }
        return value instanceof Product product ? ProductView.of(product) : value;
    }

    /** One operation. */
    @Nullable
    Object call() throws Throwable {
        return call.call();
    }

    /** Fails if the calls were not what the row says, such as hits. */
    void check() {
        check.run();
    }

    @Override
    public void close() throws Exception {
        resource.close();
    }

    /** One operation. */
    @FunctionalInterface
    interface Call {
        @Nullable
        Object call() throws Throwable;
    }
}
