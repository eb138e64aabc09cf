package io.github.dynamocached.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.Budgets;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Consistency;
import io.github.dynamocached.OutboxState;
import io.github.dynamocached.cache.Node;
import io.github.dynamocached.history.History;
import io.github.dynamocached.history.Operation;
import io.github.dynamocached.history.Operation.Kind;
import io.github.dynamocached.history.Violation;
import io.github.dynamocached.redis.FaultWorker.Cost;
import io.github.dynamocached.servers.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import org.redisson.config.Config;

/**
 * Two nodes with default settings that work on one server while something happens to it. A node is started before the
 * server is well or after, as its test says.
 */
final class FaultDrive implements AutoCloseable {

    private static final int NODES = 2;
    private static final int THREADS_OF_NODE = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final CacheSettings SETTINGS = CacheSettings.named("users")
            .ttl(Duration.ofSeconds(30))
            .consistency(Consistency.STRICT)
            .build();

    private final String name;
    private final AtomicLongArray database;
    private final List<RedisConnection> connections = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final List<FaultWorker> workers = new ArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(NODES * THREADS_OF_NODE);
    private long faultBegan = Long.MAX_VALUE;
    private long faultEnded = Long.MAX_VALUE;

    /** A drive with few small items. */
    FaultDrive(String name, RedisServer server) {
        this(name, Connections.configOf(server));
    }

    /** A drive with few small items on any kind of server. */
    FaultDrive(String name, Config config) {
        this(name, config, RedisSettings.DEFAULT);
    }

    /** A drive with few small items and other settings. */
    FaultDrive(String name, Config config, RedisSettings settings) {
        this(name, config, settings, firstNumbers(64), 10);
    }

    /** A drive with items of a size. */
    FaultDrive(String name, Config config, int items, int size) {
        this(name, config, RedisSettings.DEFAULT, firstNumbers(items), size);
    }

    /** A drive with items that have certain numbers in their keys. */
    FaultDrive(String name, Config config, RedisSettings settings, int[] numbers, int size) {
        this.name = name;
        this.database = new AtomicLongArray(numbers.length);
        String padding = "x".repeat(size);
        for (int i = 0; i < NODES; i++) {
            RedisConnection connection = RedisConnection.to(config, settings);
            connections.add(connection);
            Node node =
                    new Node(new RedisEntryStore(connection), new RedisLoadLock(connection), SETTINGS, Budgets.DEFAULT);
            nodes.add(node);
            for (int j = 0; j < THREADS_OF_NODE; j++) {
                workers.add(new FaultWorker(node, database, numbers, padding));
            }
        }
    }

    private static int[] firstNumbers(int items) {
        return IntStream.range(0, items).toArray();
    }

    /** Begins, whether the server is well or not. */
    FaultDrive start() {
        workers.forEach(threads::execute);
        return this;
    }

    /** Begins when both nodes are connected, and returns when they have worked for a while. */
    FaultDrive startServed(int reads) {
        connections.forEach(Connections::ready);
        return start().work(Kind.EVICTION, 50).work(Kind.READ, reads);
    }

    /** Returns when that many more calls of a kind have ended. */
    FaultDrive work(Kind kind, int calls) {
        long before = count(kind);
        await().atMost(PATIENCE).until(() -> count(kind) >= before + calls);
        return this;
    }

    /** Notes that the fault begins now, for the report. */
    FaultDrive faultBegins() {
        faultBegan = System.nanoTime();
        return this;
    }

    /**
     * Notes that the fault is about to end. Nothing is written any more, so that what was evicted meanwhile is evicted by
     * nothing but the repetitions.
     */
    FaultDrive faultEnds() {
        workers.forEach(worker -> worker.setReadsOnly(true));
        faultEnded = System.nanoTime();
        return this;
    }

    /** Evictions that were made during the fault and not acknowledged. */
    long unacknowledged() {
        return count(Kind.FAILED_EVICTION);
    }

    /** Goes on until all pending evictions are acknowledged, then ends, and checks all that was promised. */
    void healAndCheck() throws InterruptedException {
        healAndCheckAtRest();
        assertThat(history().violations()).isEmpty();
    }

    /** Reads that began at that time or later, and returned what was evicted before they began. */
    List<Violation> violationsSince(long nanos) {
        return history().violations().stream()
                .filter(violation -> violation.read().begin() >= nanos)
                .toList();
    }

    /**
     * The same after a failover, which may lose what was acknowledged until it is sent again. Both nodes have met the primary
     * when they are ready, so nothing is stale any more when no eviction is pending.
     */
    void healAndCheckAtRest() throws InterruptedException {
        connections.forEach(Connections::ready);
        await().atMost(PATIENCE).until(() -> nodes.stream().allMatch(node -> pending(node) == 0));
        long settled = System.nanoTime();
        long stale = staleAtRest();
        workers.forEach(worker -> worker.setReadsOnly(false));
        work(Kind.EVICTION, 50);
        workers.forEach(FaultWorker::stop);
        threads.shutdown();
        assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        stale += staleAtRest();
        report("before", Long.MIN_VALUE, faultBegan, stale);
        report("during", faultBegan, faultEnded, stale);
        report("after", faultEnded, Long.MAX_VALUE, stale);
        assertThat(workers).allSatisfy(worker -> assertThat(worker.failures()).isEmpty());
        assertThat(stale).isZero();
        assertThat(violationsSince(settled)).isEmpty();
    }

    private long staleAtRest() {
        long stale = 0;
        for (FaultWorker worker : List.of(workers.get(0), workers.get(THREADS_OF_NODE))) {
            for (int item = 0; item < database.length(); item++) {
                stale += worker.read(item) == database.get(item) ? 0 : 1;
            }
        }
        return stale;
    }

    private History history() {
        return new History(
                workers.stream().flatMap(worker -> worker.operations().stream()).toList());
    }

    private long count(Kind kind) {
        return workers.stream()
                .flatMap(worker -> worker.operations().stream())
                .map(Operation::kind)
                .filter(kind::equals)
                .count();
    }

    private static int pending(Node node) {
        OutboxState state = node.cache().outbox();
        return state.queued();
    }

    private void report(String phase, long from, long to, long stale) {
        System.out.printf(
                "Fault, %s, %s: %s; %s; %,d evictions in all not acknowledged at once, %d values stale at rest%n",
                name, phase, costs("reads", false, from, to), costs("writes", true, from, to), unacknowledged(), stale);
    }

    private String costs(String what, boolean writes, long from, long to) {
        long[] nanos = workers.stream()
                .flatMap(worker -> worker.costs().stream())
                .filter(cost -> cost.write() == writes && cost.begin() >= from && cost.begin() < to)
                .mapToLong(Cost::nanos)
                .sorted()
                .toArray();
        return nanos.length == 0
                ? "no " + what
                : String.format(
                        "%,d %s, added p50 %.2f ms, p99 %.2f ms, worst %.1f ms",
                        nanos.length,
                        what,
                        nanos[nanos.length / 2] / 1e6,
                        nanos[(int) (nanos.length * 0.99)] / 1e6,
                        nanos[nanos.length - 1] / 1e6);
    }

    @Override
    public void close() {
        workers.forEach(FaultWorker::stop);
        threads.shutdownNow();
        nodes.forEach(Node::close);
        connections.forEach(RedisConnection::close);
    }
}
