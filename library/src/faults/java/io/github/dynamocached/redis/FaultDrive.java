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
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.store.NearMemory;
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
    private final boolean isNear;
    private final AtomicLongArray database;
    private final List<RedisConnection> connections = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final List<FaultWorker> workers = new ArrayList<>();
    private final List<Operation> deletions = new ArrayList<>();
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
        this(name, false, config, settings, numbers, size);
    }

    /** A drive whose nodes keep values near. */
    static FaultDrive near(String name, Config config, RedisSettings settings) {
        return near(name, config, settings, firstNumbers(64));
    }

    /** A drive whose nodes keep values near, with items that have certain numbers in their keys. */
    static FaultDrive near(String name, Config config, RedisSettings settings, int[] numbers) {
        return new FaultDrive(name + ", near", true, config, settings, numbers, 10);
    }

    private FaultDrive(String name, boolean isNear, Config config, RedisSettings settings, int[] numbers, int size) {
        this.name = name;
        this.isNear = isNear;
        this.database = new AtomicLongArray(numbers.length);
        String padding = "x".repeat(size);
        for (int i = 0; i < NODES; i++) {
            RedisConnection connection = RedisConnection.to(config, settings);
            connections.add(connection);
            Node node = newNode(connection);
            nodes.add(node);
            for (int j = 0; j < THREADS_OF_NODE; j++) {
                workers.add(new FaultWorker(node, database, numbers, padding));
            }
        }
    }

    private Node newNode(RedisConnection connection) {
        RedisEntryStore store = new RedisEntryStore(connection);
        RedisLoadLock lock = new RedisLoadLock(connection);
        return isNear
                ? Node.near(store, lock, SETTINGS.with().near(true).build(), Budgets.DEFAULT)
                : new Node(store, lock, SETTINGS, Budgets.DEFAULT);
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

    /** Returns when each node has returned more values from its memory than before. */
    FaultDrive awaitNearHits() {
        for (int i = 0; i < NODES; i++) {
            List<FaultWorker> own = workersOf(i);
            long before = nearHits(own);
            await().atMost(PATIENCE).until(() -> nearHits(own) >= before + 100);
        }
        return this;
    }

    private List<FaultWorker> workersOf(int node) {
        return workers.subList(node * THREADS_OF_NODE, (node + 1) * THREADS_OF_NODE);
    }

    private static long nearHits(List<FaultWorker> of) {
        return of.stream().mapToLong(FaultWorker::nearHits).sum();
    }

    /** Writes all items, and has somebody who does not know the nodes delete their entries. */
    FaultDrive deleteElsewhere(Runnable deletion) {
        long[] written = new long[database.length()];
        for (int item = 0; item < written.length; item++) {
            written[item] = database.incrementAndGet(item);
        }
        long begin = System.nanoTime();
        deletion.run();
        long end = System.nanoTime();
        for (int item = 0; item < written.length; item++) {
            deletions.add(new Operation(Kind.FOREIGN_DELETE, item, written[item], begin, end));
        }
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
        assertThat(violationsSince(Long.MIN_VALUE)).isEmpty();
    }

    /** Reads that began at that time or later, and returned what was evicted before they began. */
    List<Violation> violationsSince(long nanos) {
        List<Violation> all = new ArrayList<>(new History(operations(0, NODES)).violations(lag()));
        for (int node = 0; isNear && node < NODES; node++) {
            History own = new History(operations(node, node + 1));
            all.addAll(own.throughCaches().violations());
        }
        return all.stream()
                .filter(violation -> violation.read().begin() >= nanos)
                .toList();
    }

    /** How long a node may be behind the others. */
    private Duration lag() {
        return isNear ? NearMemory.LAG : Duration.ZERO;
    }

    private List<Operation> operations(int from, int to) {
        List<Operation> all = new ArrayList<>(deletions);
        workers.subList(from * THREADS_OF_NODE, to * THREADS_OF_NODE)
                .forEach(worker -> all.addAll(worker.operations()));
        return all;
    }

    /**
     * The same after a failover, which may lose what was acknowledged until it is sent again. Both nodes have met the primary
     * when they are ready, so nothing is stale any more when no eviction is pending.
     */
    void healAndCheckAtRest() throws InterruptedException {
        connections.forEach(Connections::ready);
        await().atMost(PATIENCE).until(() -> nodes.stream().allMatch(node -> pending(node) == 0));
        long settled = System.nanoTime();
        awaitLagSince(settled);
        long stale = staleAtRest();
        workers.forEach(worker -> worker.setReadsOnly(false));
        work(Kind.EVICTION, 50);
        if (isNear) {
            awaitNearHits();
        }
        workers.forEach(FaultWorker::stop);
        threads.shutdown();
        assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        awaitLagSince(System.nanoTime());
        stale += staleAtRest();
        FaultReport report = new FaultReport(name, workers);
        report.print("before", Long.MIN_VALUE, faultBegan, stale);
        report.print("during", faultBegan, faultEnded, stale);
        report.print("after", faultEnded, Long.MAX_VALUE, stale);
        assertThat(workers).allSatisfy(worker -> assertThat(worker.failures()).isEmpty());
        assertThat(stale).isZero();
        assertThat(violationsSince(settled)).isEmpty();
    }

    private void awaitLagSince(long moment) {
        if (isNear) {
            await().until(() -> System.nanoTime() - moment > lag().toNanos());
        }
    }

    private long staleAtRest() {
        long stale = 0;
        for (FaultWorker worker : List.of(workersOf(0).get(0), workersOf(1).get(0))) {
            for (int item = 0; item < database.length(); item++) {
                stale += worker.read(item) == database.get(item) ? 0 : 1;
            }
        }
        return stale;
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

    @Override
    public void close() {
        workers.forEach(FaultWorker::stop);
        threads.shutdownNow();
        nodes.forEach(Node::close);
        connections.forEach(RedisConnection::close);
    }
}
