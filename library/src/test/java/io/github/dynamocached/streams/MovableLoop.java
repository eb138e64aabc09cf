package io.github.dynamocached.streams;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/** A loop without a thread, whose clock stands still until a test moves it. */
final class MovableLoop implements Loop {

    private final Queue<Runnable> due = new ArrayDeque<>();
    private final PriorityQueue<Later> later =
            new PriorityQueue<>(Comparator.comparingLong(Later::nanos).thenComparingLong(Later::number));
    private long nanos;
    private long numbers;

    private record Later(long nanos, long number, Runnable task) {}

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public long millis() {
        return Duration.ofDays(20_000).toMillis() + nanos / 1_000_000;
    }

    @Override
    public void execute(Runnable task) {
        due.add(task);
    }

    @Override
    public void schedule(Duration delay, Runnable task) {
        later.add(new Later(nanos + delay.toNanos(), numbers++, task));
    }

    /** Lets time pass, and runs what is due meanwhile, in its order. */
    void advance(Duration time) {
        long end = nanos + time.toNanos();
        runDue();
        Later next = later.peek();
        while (next != null && next.nanos <= end) {
            later.remove();
            nanos = Math.max(nanos, next.nanos);
            next.task.run();
            runDue();
            next = later.peek();
        }
        nanos = end;
    }

    /** Lets time pass while nothing runs, as in a JVM that is paused. */
    void pause(Duration time) {
        nanos += time.toNanos();
    }

    void runDue() {
        Runnable next = due.poll();
        while (next != null) {
            next.run();
            next = due.poll();
        }
    }

    /** How many tasks are under way or scheduled. */
    int tasks() {
        return due.size() + later.size();
    }
}
