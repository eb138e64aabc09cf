package io.github.dynamocached.springcache;

import io.github.dynamocached.load.LoadContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;
import reactor.core.publisher.Mono;

/** Methods with Spring's cache annotations, over a table that all nodes of a test share. */
class Items {

    /** A load that has read its item and waits. */
    static final class Gate {

        private final CountDownLatch seen = new CountDownLatch(1);
        private final CountDownLatch open = new CountDownLatch(1);

        void awaitSeen() {
            await(seen);
        }

        void open() {
            open.countDown();
        }

        private static void await(CountDownLatch latch) {
            try {
                if (!latch.await(20, TimeUnit.SECONDS)) {
                    throw new AssertionError("Waited for 20 seconds");
                }
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
        }
    }

    static final Map<String, String> TABLE = new ConcurrentHashMap<>();

    private final List<String> calls = new ArrayList<>();
    private final List<Boolean> consistent = new ArrayList<>();
    private volatile @Nullable Gate gate;
    private volatile @Nullable RuntimeException failure;
    private volatile Runnable beforeWrite = () -> {};
    private volatile CompletableFuture<@Nullable Void> written = CompletableFuture.completedFuture(null);

    public Gate holdNextLoad() {
        Gate held = new Gate();
        gate = held;
        return held;
    }

    public void failWith(@Nullable RuntimeException thrown) {
        failure = thrown;
    }

    public void beforeNextWrite(Runnable action) {
        beforeWrite = action;
    }

    public CompletableFuture<@Nullable Void> holdWrites() {
        CompletableFuture<@Nullable Void> held = new CompletableFuture<>();
        written = held;
        return held;
    }

    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    /** Whether each load so far had to read consistently. */
    public synchronized List<Boolean> consistent() {
        return List.copyOf(consistent);
    }

    private @Nullable String load(String id) {
        String seen;
        Gate held;
        synchronized (this) {
            calls.add(id);
            LoadContext context = LoadContext.current();
            consistent.add(context != null && context.isConsistent());
            held = gate;
            gate = null;
            seen = TABLE.get(id);
        }
        if (held != null) {
            held.seen.countDown();
            Gate.await(held.open);
        }
        RuntimeException thrown = failure;
        if (thrown != null) {
            throw thrown;
        }
        return seen;
    }

    private void write(String id, String value) {
        beforeWrite.run();
        TABLE.put(id, value);
    }

    @Cacheable("items")
    public @Nullable String find(String id) {
        return load(id);
    }

    @Cacheable(cacheNames = "items", unless = "#result == null")
    public @Nullable String findPresent(String id) {
        return load(id);
    }

    @Cacheable(cacheNames = {"items", "others"})
    public @Nullable String findInTwo(String id) {
        return load(id);
    }

    @Cacheable("items")
    public @Nullable String findBy(Object key) {
        return load("any");
    }

    @Cacheable("items")
    public CompletableFuture<@Nullable String> findLater(String id) {
        return CompletableFuture.completedFuture(load(id));
    }

    @Cacheable(cacheNames = "items", unless = "#result == null")
    public CompletableFuture<@Nullable String> findPresentLater(String id) {
        return CompletableFuture.completedFuture(load(id));
    }

    @Cacheable("items")
    public Mono<String> mono(String id) {
        return Mono.deferContextual(
                context -> Mono.justOrEmpty(load(id)).map(value -> value + context.getOrDefault("tenant", "")));
    }

    @Cacheable(cacheNames = "items", unless = "#result == 'none'")
    public Mono<String> monoUnless(String id) {
        return Mono.fromSupplier(() -> load(id));
    }

    @CachePut(cacheNames = "items", key = "#id")
    public String put(String id, String value) {
        write(id, value);
        return value;
    }

    @CacheEvict(cacheNames = "items", key = "#id")
    public void save(String id, String value) {
        write(id, value);
    }

    @CacheEvict(cacheNames = "items", key = "#key")
    public void saveBy(Object key) {
        write("any", "by another key");
    }

    @CacheEvict(cacheNames = "items", key = "#id", beforeInvocation = true)
    public void saveAfterEviction(String id, String value) {
        write(id, value);
    }

    @CacheEvict(cacheNames = "items", key = "#id")
    public CompletableFuture<@Nullable Void> saveLater(String id, String value) {
        return written.thenAccept(unused -> write(id, value));
    }

    @CacheEvict(cacheNames = "items", allEntries = true)
    public void clear() {
        TABLE.clear();
    }
}
