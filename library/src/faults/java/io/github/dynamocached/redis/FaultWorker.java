package io.github.dynamocached.redis;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.cache.Node;
import io.github.dynamocached.history.Operation;
import io.github.dynamocached.history.Operation.Kind;
import io.github.dynamocached.load.BlockingLoader;
import io.github.dynamocached.store.Slot;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** A caller that reads and writes items until it is stopped. It notes what it got, and what it paid beside the load. */
final class FaultWorker implements Runnable {

    private static final int WRITES_PER_THOUSAND = 50;
    private static final int LONGEST_LOAD_NANOS = 2_000_000;

    /** About as long as a hit from Redis. Without it, hits in memory would fill the memory of the test with operations. */
    private static final int LONGEST_REST_NANOS = 200_000;

    private final Node node;
    private final AtomicLongArray database;
    private final int[] numbers;
    private final String padding;
    private final Queue<Operation> operations = new ConcurrentLinkedQueue<>();
    private final Queue<Cost> costs = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final LongAdder nearHits = new LongAdder();
    private volatile boolean readsOnly;
    private volatile boolean stopped;

    /** What a call took beside its load. */
    record Cost(boolean write, long begin, long nanos) {}

    /**
     * A caller.
     *
     * @param numbers what stands for each item in its key
     */
    FaultWorker(Node node, AtomicLongArray database, int[] numbers, String padding) {
        this.node = node;
        this.database = database;
        this.numbers = numbers;
        this.padding = padding;
    }

    static CacheKey keyOf(int number) {
        return CacheKey.of("users", List.of("fault", number));
    }

    private Slot slotOf(int item) {
        return new Slot(keyOf(numbers[item]), "Text");
    }

    Queue<Operation> operations() {
        return operations;
    }

    Queue<Cost> costs() {
        return costs;
    }

    /** What callers were thrown. */
    Queue<Throwable> failures() {
        return failures;
    }

    /** How many values came from the memory of the node. */
    long nearHits() {
        return nearHits.sum();
    }

    /** Whether the caller writes nothing from now on. */
    void setReadsOnly(boolean readsOnly) {
        this.readsOnly = readsOnly;
    }

    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        while (!stopped) {
            int item = ThreadLocalRandom.current().nextInt(database.length());
            try {
                if (!readsOnly && ThreadLocalRandom.current().nextInt(1000) < WRITES_PER_THOUSAND) {
                    write(item);
                } else {
                    long unused = read(item);
                }
            } catch (RuntimeException thrown) {
                failures.add(thrown);
            }
        }
    }

    private void write(int item) {
        long version = database.incrementAndGet(item);
        long begin = System.nanoTime();
        boolean acknowledged = node.evict(slotOf(item));
        long end = System.nanoTime();
        operations.add(new Operation(acknowledged ? Kind.EVICTION : Kind.FAILED_EVICTION, item, version, begin, end));
        costs.add(new Cost(true, begin, end - begin));
    }

    /** Reads an item and returns its version. */
    long read(int item) {
        long[] load = new long[1];
        BlockingLoader loader = () -> {
            long began = System.nanoTime();
            String value = database.get(item) + "@" + padding;
            pause(ThreadLocalRandom.current().nextInt(LONGEST_LOAD_NANOS));
            load[0] = System.nanoTime() - began;
            return value;
        };
        long begin = System.nanoTime();
        Outcome outcome = node.read(slotOf(item), loader);
        long end = System.nanoTime();
        String value = String.valueOf(outcome.value());
        long version = Long.parseLong(value.substring(0, value.indexOf('@')));
        operations.add(new Operation(Kind.READ, item, version, begin, end));
        costs.add(new Cost(false, begin, end - begin - load[0]));
        if (outcome.source() == Outcome.Source.NEAR) {
            nearHits.increment();
            pause(ThreadLocalRandom.current().nextInt(LONGEST_REST_NANOS));
        }
        return version;
    }

    /** A thread may have been woken beforehand, so that its first pause ends at once. */
    private static void pause(long nanos) {
        long begin = System.nanoTime();
        for (long left = nanos; left > 0; left = nanos - (System.nanoTime() - begin)) {
            LockSupport.parkNanos(left);
        }
    }
}
