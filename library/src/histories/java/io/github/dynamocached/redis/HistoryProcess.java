package io.github.dynamocached.redis;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Consistency;
import io.github.dynamocached.cache.ControlledEntryStore;
import io.github.dynamocached.cache.Node;
import io.github.dynamocached.history.History;
import io.github.dynamocached.history.Operation;
import io.github.dynamocached.layout.Scripts;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * One node of a run as a process of its own. Says {@code ready}; answers {@code clock} with its clock; at {@code go} works,
 * writes its history into a file and says {@code done}.
 */
final class HistoryProcess {

    private static final int THREADS = 8;
    private static final CacheSettings SETTINGS = Node.SETTINGS
            .with()
            .ttl(Duration.ofMillis(100))
            .ttlJitter(0.9)
            .staleWhileRevalidate(Duration.ofMillis(100))
            .consistency(Consistency.STRICT)
            .build();

    private static final CacheSettings NEAR = Node.SETTINGS
            .with()
            .ttl(Duration.ofMinutes(1))
            .consistency(Consistency.STRICT)
            .near(true)
            .build();

    private final int port;
    private final String run;
    private final HistoryRun.Nodes nodes;
    private final int calls;
    private final long seed;

    private HistoryProcess(int port, String run, HistoryRun.Nodes nodes, int calls, long seed) {
        this.port = port;
        this.run = run;
        this.nodes = nodes;
        this.calls = calls;
        this.seed = seed;
    }

    /** Takes the port of Redis, the name of the run, what its nodes do, the number of calls, a seed, a file. */
    public static void main(String[] arguments) throws Exception {
        HistoryProcess process = new HistoryProcess(
                Integer.parseInt(arguments[0]),
                arguments[1],
                HistoryRun.Nodes.valueOf(arguments[2]),
                Integer.parseInt(arguments[3]),
                Long.parseLong(arguments[4]));
        try (RedisConnection connection = Connections.readyAt(process.port)) {
            process.obey(connection, Path.of(arguments[5]));
        }
    }

    private void obey(RedisConnection connection, Path file) throws Exception {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println("ready");
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            if (line.equals("clock")) {
                System.out.println(System.nanoTime());
            } else {
                new History(work(connection)).write(file);
                System.out.println("done");
            }
        }
    }

    private List<Operation> work(RedisConnection connection) throws Exception {
        VersionedItems database = new VersionedItems(port, run);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (Node node = node(connection)) {
            List<HistoryWorker> workers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                workers.add(new HistoryWorker(node, database, run, calls / THREADS, seed + i));
            }
            List<Operation> operations = new ArrayList<>();
            for (Future<List<Operation>> worker : threads.invokeAll(workers)) {
                operations.addAll(worker.get());
            }
            return operations;
        } finally {
            threads.shutdownNow();
        }
    }

    private Node node(RedisConnection connection) {
        RedisLoadLock lock = new RedisLoadLock(connection);
        return switch (nodes) {
            case WHOLE -> Node.on(new RedisEntryStore(connection, Scripts.load()), lock, SETTINGS);
            case UNCHECKED ->
                Node.on(new RedisEntryStore(connection, PlantedScripts.withoutTokenCheck()), lock, SETTINGS);
            case NEAR -> Node.near(new RedisEntryStore(connection), lock, NEAR);
            case DEAF ->
                Node.near(new ControlledEntryStore(new RedisEntryStore(connection)).tellingNothing(), lock, NEAR);
        };
    }
}
