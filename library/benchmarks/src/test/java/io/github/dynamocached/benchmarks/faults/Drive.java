package io.github.dynamocached.benchmarks.faults;

import io.github.dynamocached.servers.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.springframework.context.ConfigurableApplicationContext;

/** Two nodes of one contender with two threads each, on one server with a fault. */
final class Drive implements AutoCloseable {

    private static final int NODES = 2;
    private static final int THREADS_OF_NODE = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** The longest time for evictions that are repeated when Redis is back. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Contender contender;
    private final Fault fault;
    private final RedisServer server;
    private final ItemTable table;
    private final List<ConfigurableApplicationContext> nodes = new ArrayList<>();
    private final List<Items> services = new ArrayList<>();
    private final List<Caller> callers = new ArrayList<>();
    private final List<Caller> writers = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    Drive(Contender contender, Fault fault, RedisServer server, ItemTable table) {
        this.contender = contender;
        this.fault = fault;
        this.server = server;
        this.table = table;
    }

    /** Starts the nodes, causes the fault and returns the result. */
    Result run() throws InterruptedException {
        fault.prepare(server);
        try {
            startNodes();
        } catch (RuntimeException refused) {
            return Result.notStarted(contender, fault);
        }
        callers.forEach(threads::execute);
        fault.warmUp(this);
        long began = System.nanoTime();
        fault.happen(server, this);
        writeNoMore();
        long ended = System.nanoTime();
        awaitRest();
        List<Caller.Call> calls = Stream.concat(callers.stream(), writers.stream())
                .flatMap(caller -> caller.calls().stream())
                .filter(call -> call.begin() >= began && call.begin() <= ended)
                .toList();
        return Result.of(contender, fault, calls, staleReadsOfItems());
    }

    private void startNodes() {
        for (int i = 0; i < NODES; i++) {
            ConfigurableApplicationContext node = contender.start(server.uri(), table);
            nodes.add(node);
            Items service = node.getBean(Items.class);
            services.add(service);
            for (int j = 0; j < THREADS_OF_NODE; j++) {
                callers.add(new Caller(service, table, callers.size()));
            }
        }
    }

    /** Lets the callers work for a time, and until each has ended a number of calls that began in it. */
    void work(Duration time, int callsOfEach) {
        long begin = System.nanoTime();
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> System.nanoTime() - begin >= time.toNanos()
                        && callers.stream().allMatch(caller -> caller.endedSince(begin) >= callsOfEach));
    }

    /** Lets the callers only read from now on. */
    void writeNoMore() {
        callers.forEach(Caller::writeNoMore);
    }

    /** Writes every item once, on the first node. */
    void saveAll() {
        ItemTable.IDS.forEach(id -> services.get(0).save(id));
    }

    /** Writes every second item once, each on its own thread, alternating between the nodes. Does not wait for the end. */
    void saveEverySecond() {
        for (int i = 0; i < ItemTable.IDS.size(); i += 2) {
            String id = ItemTable.IDS.get(i);
            Caller writer = new Caller(services.get(i / 2 % NODES), table, i);
            writers.add(writer);
            threads.execute(() -> writer.call(id, true));
        }
    }

    /** Reads every item once on each node. */
    void readAll() {
        services.forEach(service -> ItemTable.IDS.forEach(service::find));
    }

    /** Waits until every call has ended and all items can be read. */
    private void awaitRest() throws InterruptedException {
        work(Duration.ZERO, 1);
        callers.forEach(Caller::stop);
        threads.shutdown();
        if (!threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("The callers did not end within " + PATIENCE + ".");
        }
        Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            readAll();
            return true;
        });
    }

    /** The number of nodes that read each item stale, once there are none or after the grace time. */
    private List<Long> staleReadsOfItems() {
        long begin = System.nanoTime();
        List<Long> stale;
        do {
            stale = ItemTable.IDS.stream().map(this::staleReadsOf).toList();
        } while (stale.stream().anyMatch(reads -> reads > 0) && System.nanoTime() - begin < GRACE.toNanos());
        return stale;
    }

    private long staleReadsOf(String id) {
        return services.stream()
                .filter(service -> table.isStale(service.find(id)))
                .count();
    }

    @Override
    public void close() {
        callers.forEach(Caller::stop);
        threads.shutdownNow();
        nodes.forEach(ConfigurableApplicationContext::close);
    }
}
