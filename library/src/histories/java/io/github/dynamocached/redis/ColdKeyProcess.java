package io.github.dynamocached.redis;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.cache.Node;
import io.github.dynamocached.store.Slot;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** One node as a process of its own: for each line, the name of a key, reads it on all threads at once. */
final class ColdKeyProcess implements AutoCloseable {

    private final RedisConnection connection;
    private final Node node;
    private final int threads;
    private final long loadMillis;
    private final boolean fails;
    private final ExecutorService callers;

    private ColdKeyProcess(int port, int threads, long loadMillis, boolean fails) {
        this.connection = Connections.readyAt(port);
        this.node = new Node(new RedisEntryStore(connection), new RedisLoadLock(connection));
        this.threads = threads;
        this.loadMillis = loadMillis;
        this.fails = fails;
        this.callers = Executors.newFixedThreadPool(threads);
    }

    /** Takes the port of Redis, the number of threads, the milliseconds of a load, and whether loads fail. */
    public static void main(String[] arguments) throws Exception {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (ColdKeyProcess process = new ColdKeyProcess(
                Integer.parseInt(arguments[0]),
                Integer.parseInt(arguments[1]),
                Long.parseLong(arguments[2]),
                Boolean.parseBoolean(arguments[3]))) {
            System.out.println("ready");
            for (String key = input.readLine(); key != null; key = input.readLine()) {
                System.out.println(process.round(new Slot(CacheKey.of("users", List.of(key)), "Text")));
            }
        }
    }

    private ColdRound round(Slot slot) throws Exception {
        AtomicInteger loads = new AtomicInteger();
        CyclicBarrier start = new CyclicBarrier(threads);
        List<Future<ColdRound>> calls = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            calls.add(callers.submit(() -> {
                start.await();
                return call(slot, loads);
            }));
        }
        ColdRound all = ColdRound.NONE;
        for (Future<ColdRound> call : calls) {
            all = all.with(call.get());
        }
        return all.with(new ColdRound(loads.get(), 0, all.begin(), all.end()));
    }

    private ColdRound call(Slot slot, AtomicInteger loads) {
        long begin = System.nanoTime();
        int served;
        try {
            served = "value".equals(node.read(slot, () -> load(loads)).value()) ? 1 : 0;
        } catch (CompletionException failed) {
            served = 0;
        }
        return new ColdRound(0, served, begin, System.nanoTime());
    }

    private String load(AtomicInteger loads) throws Exception {
        loads.incrementAndGet();
        TimeUnit.MILLISECONDS.sleep(loadMillis);
        if (fails) {
            throw new Exception("the table is gone");
        }
        return "value";
    }

    @Override
    public void close() {
        callers.shutdownNow();
        node.close();
        connection.close();
    }
}
