package io.github.dynamocached.benchmarks.faults;

import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A thread of a node that makes a call every 50 ms, or as soon as the last one has ended; every fifth one writes. */
final class Caller implements Runnable {

    private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Items items;
    private final ItemTable table;
    private final Random random;
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
    private volatile boolean readsOnly;
    private volatile boolean stopped;

    /** A call that has ended: its time beyond DynamoDB, and whether it threw. */
    record Call(boolean isWrite, long begin, long addedNanos, boolean failed) {}

    Caller(Items items, ItemTable table, long seed) {
        this.items = items;
        this.table = table;
        this.random = new Random(seed);
    }

    List<Call> calls() {
        return List.copyOf(calls);
    }

    /** The number of calls that began after a moment and have ended. */
    long endedSince(long moment) {
        return calls.stream().filter(call -> call.begin() >= moment).count();
    }

    void writeNoMore() {
        readsOnly = true;
    }

    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        for (long next = System.nanoTime(); !stopped; next = Math.max(next + PACE_NANOS, System.nanoTime())) {
            for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            String id = ItemTable.IDS.get(random.nextInt(ItemTable.IDS.size()));
            call(id, random.nextInt(5) == 0 && !readsOnly);
        }
    }

    /** Makes one call on this thread. */
    void call(String id, boolean isWrite) {
        long unused = table.takeNanos();
        long begin = System.nanoTime();
        boolean failed = false;
        try {
            if (isWrite) {
                items.save(id);
            } else {
                items.find(id);
            }
        } catch (RuntimeException thrown) {
            failed = true;
        }
        calls.add(new Call(isWrite, begin, System.nanoTime() - begin - table.takeNanos(), failed));
    }
}
