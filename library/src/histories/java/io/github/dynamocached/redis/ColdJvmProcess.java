package io.github.dynamocached.redis;

import io.github.dynamocached.Budgets;
import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.cache.Node;
import io.github.dynamocached.store.Slot;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.redisson.config.Config;

/**
 * One node as a process of its own, with the usual budgets, that has read nothing yet: says {@code ready}, waits for a line,
 * reads one cold key on many threads at once, and says how many loads it made and how many callers got the value.
 */
final class ColdJvmProcess {

    private ColdJvmProcess() {}

    /** Takes the port of Redis, the key, the number of threads, and the milliseconds of a load. */
    public static void main(String[] arguments) throws Exception {
        Slot slot = new Slot(CacheKey.of("users", List.of(arguments[1])), "Text");
        int threads = Integer.parseInt(arguments[2]);
        long millis = Long.parseLong(arguments[3]);
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Config config = new Config();
        config.useSingleServer().setAddress("redis://127.0.0.1:" + arguments[0]);
        try (RedisConnection connection = Connections.ready(RedisConnection.to(config, RedisSettings.DEFAULT));
                Node node = new Node(
                        new RedisEntryStore(connection),
                        new RedisLoadLock(connection),
                        CacheSettings.named("users").build(),
                        Budgets.DEFAULT)) {
            System.out.println("ready");
            if (input.readLine() != null) {
                System.out.println(read(node, slot, threads, millis));
            }
        }
    }

    private static String read(Node node, Slot slot, int threads, long millis) throws InterruptedException {
        AtomicInteger loads = new AtomicInteger();
        AtomicInteger served = new AtomicInteger();
        CyclicBarrier start = new CyclicBarrier(threads);
        CountDownLatch ended = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            new Thread(() -> {
                        try {
                            start.await();
                            Object value = node.read(slot, () -> {
                                        loads.incrementAndGet();
                                        TimeUnit.MILLISECONDS.sleep(millis);
                                        return "value";
                                    })
                                    .value();
                            served.addAndGet("value".equals(value) ? 1 : 0);
                        } catch (Exception failed) {
                            System.err.println("A caller failed: " + failed);
                        } finally {
                            ended.countDown();
                        }
                    })
                    .start();
        }
        ended.await();
        return loads + " " + served;
    }
}
