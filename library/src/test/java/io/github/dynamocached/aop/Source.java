package io.github.dynamocached.aop;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The items behind repositories of every style. Loads and writes can be held or fail, and are counted. */
final class Source {

    private final Map<String, String> items = new ConcurrentHashMap<>();
    private final AtomicInteger loads = new AtomicInteger();
    private final AtomicInteger writes = new AtomicInteger();
    private volatile CompletableFuture<@Nullable Void> gate = CompletableFuture.completedFuture(null);
    private volatile @Nullable RuntimeException failure;

    void put(String id, String value) {
        items.put(id, value);
    }

    /** Holds loads and writes that begin from now on. */
    CompletableFuture<@Nullable Void> hold() {
        CompletableFuture<@Nullable Void> held = new CompletableFuture<>();
        gate = held;
        return held;
    }

    /** What loads and writes throw from now on, null for nothing. */
    void setFailure(@Nullable RuntimeException thrown) {
        failure = thrown;
    }

    int loads() {
        return loads.get();
    }

    int writes() {
        return writes.get();
    }

    /** Reads an item, which may be absent. What was read when the load began is what arrives. */
    CompletableFuture<@Nullable String> load(String id) {
        loads.incrementAndGet();
        return after(items.get(id));
    }

    /** Items by id, without those that are absent. */
    CompletableFuture<Map<String, String>> loadAll(List<String> ids) {
        CompletableFuture<Map<String, String>> all = CompletableFuture.completedFuture(new LinkedHashMap<>());
        for (String id : ids) {
            all = all.thenCombine(load(id), (items, item) -> {
                if (item != null) {
                    items.put(id, item);
                }
                return items;
            });
        }
        return all;
    }

    /** Writes an item. It is there before the write ends. */
    CompletableFuture<@Nullable String> write(String id, String value) {
        writes.incrementAndGet();
        items.put(id, value);
        return after(value);
    }

    private CompletableFuture<@Nullable String> after(@Nullable String value) {
        RuntimeException thrown = failure;
        return gate.thenApply(passed -> {
            if (thrown != null) {
                throw thrown;
            }
            return value;
        });
    }
}
