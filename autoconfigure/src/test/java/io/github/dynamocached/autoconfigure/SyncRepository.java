package io.github.dynamocached.autoconfigure;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;

/** An ordinary repository with {@code @Cacheable(sync = true)}, over a map. One of its loads can be held. */
class SyncRepository {

    private final Map<String, String> table;
    private final AtomicInteger loads = new AtomicInteger();
    private final CountDownLatch seen = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);
    private volatile boolean holds;

    SyncRepository(Map<String, String> table) {
        this.table = table;
    }

    public void holdNextLoad() {
        holds = true;
    }

    public void awaitSeen() throws InterruptedException {
        await(seen);
    }

    public void open() {
        open.countDown();
    }

    public int loads() {
        return loads.get();
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        if (!latch.await(20, TimeUnit.SECONDS)) {
            throw new AssertionError("Waited for 20 seconds");
        }
    }

    @Cacheable(cacheNames = "sync", sync = true)
    public @Nullable String find(String id) throws InterruptedException {
        loads.incrementAndGet();
        String found = table.get(id);
        if (holds) {
            holds = false;
            seen.countDown();
            await(open);
        }
        return found;
    }

    /** Takes a moment, so that other callers come while it runs. */
    @Cacheable(cacheNames = "slow", sync = true)
    public String slow(String id) throws InterruptedException {
        loads.incrementAndGet();
        Thread.sleep(300);
        return "value of " + id;
    }

    /** Has a condition on its result, so Spring looks, calls it and puts. */
    @Cacheable(cacheNames = "unless", unless = "#result == null")
    public @Nullable String findUnless(String id) throws InterruptedException {
        return slowly(id);
    }

    private String slowly(String id) throws InterruptedException {
        loads.incrementAndGet();
        Thread.sleep(300);
        return "value of " + id;
    }

    @CacheEvict(cacheNames = "sync", key = "#id")
    public void save(String id, String value) {
        table.put(id, value);
    }
}
