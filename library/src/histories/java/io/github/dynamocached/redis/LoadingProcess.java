package io.github.dynamocached.redis;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.cache.Node;
import io.github.dynamocached.servers.RespConnection;
import io.github.dynamocached.store.Slot;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/**
 * One node as a process of its own: says {@code ready}, waits for a line, reads one cold key on many threads at once, and
 * says how many loads it made and how many callers got the value. The load takes until all callers of all processes have
 * begun, which they count in Redis.
 */
final class LoadingProcess {

    private final RedisConnection connection;
    private final int port;
    private final String key;
    private final int threads;
    private final int callers;
    private final AtomicInteger loads = new AtomicInteger();
    private final AtomicInteger served = new AtomicInteger();

    private LoadingProcess(int port, String key, int threads, int callers) {
        this.connection = Connections.readyAt(port);
        this.port = port;
        this.key = key;
        this.threads = threads;
        this.callers = callers;
    }

    /** Takes the port of Redis, the key, the number of threads, and the number of callers of all processes. */
    public static void main(String[] arguments) throws Exception {
        LoadingProcess process = new LoadingProcess(
                Integer.parseInt(arguments[0]),
                arguments[1],
                Integer.parseInt(arguments[2]),
                Integer.parseInt(arguments[3]));
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println("ready");
        if (input.readLine() != null) {
            process.run();
        }
        System.out.println(process.loads + " loads, " + process.served + " served");
        process.connection.close();
    }

    private void run() throws InterruptedException {
        Node node = new Node(new RedisEntryStore(connection), new RedisLoadLock(connection));
        Slot slot = new Slot(CacheKey.of("users", List.of(key)), "Text");
        CountDownLatch ended = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            new Thread(() -> {
                        count("1");
                        Outcome outcome = node.read(slot, this::load);
                        served.addAndGet("value".equals(outcome.value()) ? 1 : 0);
                        ended.countDown();
                    })
                    .start();
        }
        ended.await();
        node.close();
    }

    private String load() {
        loads.incrementAndGet();
        Awaitility.await().until(() -> count("0") == callers);
        return "value";
    }

    private int count(String more) {
        try (RespConnection redis = RespConnection.open(port, Duration.ofSeconds(10))) {
            return Integer.parseInt(String.valueOf(redis.execute("INCRBY", "begun:" + key, more)));
        }
    }
}
