package io.github.dynamocached.streams;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.StreamListener;
import io.github.dynamocached.store.CacheWrites;
import io.github.dynamocached.store.Leadership;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * What following the stream of one table works with.
 *
 * @param table the name or the ARN of the table
 * @param name its name
 * @param node unique to this node
 * @param caches the caches of the table by name
 */
record StreamTable(
        String table,
        String name,
        String node,
        StreamCalls calls,
        Leadership leadership,
        StreamRecords records,
        Map<String, ? extends CacheWrites> caches,
        Loop loop,
        StreamTimes times,
        List<? extends StreamListener> listeners) {

    /** The task that one node leads. */
    String task() {
        return "streams." + name;
    }

    /**
     * Evicts keys of the caches of the table.
     *
     * @return the keys whose eviction is not acknowledged. Never fails
     */
    CompletableFuture<Set<CacheKey>> evict(Set<CacheKey> keys) {
        Map<String, Set<CacheKey>> byCache =
                keys.stream().collect(Collectors.groupingBy(CacheKey::cacheName, Collectors.toSet()));
        Set<CacheKey> left = new HashSet<>();
        CompletableFuture<?>[] evictions = byCache.entrySet().stream()
                .map(entry -> evict(entry.getKey(), entry.getValue(), left))
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(evictions).thenApply(ended -> left);
    }

    private CompletableFuture<Void> evict(String cache, Set<CacheKey> keys, Set<CacheKey> left) {
        CacheWrites writes = caches.get(cache);
        if (writes == null) {
            throw new IllegalStateException("Cache '" + cache + "' is not bound to table '" + name + "'.");
        }
        return writes.evictAsync(keys).toCompletableFuture().thenAccept(acknowledged -> {
            if (!acknowledged) {
                synchronized (left) {
                    left.addAll(keys);
                }
            }
        });
    }

    /** Every key of every cache of the table. */
    Set<CacheKey> everyKey() {
        return caches.keySet().stream().map(CacheKey::everyKeyOf).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether evictions are queued, such as those that this node repeats after a failover of one of several primaries. */
    boolean owesEvictions() {
        return caches.values().stream().anyMatch(CacheWrites::owesEvictions);
    }

    /** The longest hold-off of the caches. */
    Duration holdOff() {
        return caches.values().stream()
                .map(CacheWrites::holdOff)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}
