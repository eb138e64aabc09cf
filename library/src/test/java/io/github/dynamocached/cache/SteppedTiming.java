package io.github.dynamocached.cache;

import io.github.dynamocached.command.Timing;
import java.time.Duration;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A clock that a test moves, with timers that go off while it is moved, each at its moment and in their order. */
final class SteppedTiming implements Timing {

    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private long nanos = 1;

    private record Timer(long due, CompletableFuture<Void> end) implements Comparable<Timer> {
        @Override
        public int compareTo(Timer other) {
            return Long.compare(due, other.due);
        }
    }

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public synchronized CompletableFuture<Void> after(long delay) {
        Timer timer = new Timer(nanos + delay, new CompletableFuture<>());
        timers.add(timer);
        return timer.end;
    }

    /** Lets time pass. */
    void pass(Duration time) {
        long end = nanos() + time.toNanos();
        for (Timer timer = next(end); timer != null; timer = next(end)) {
            timer.end.complete(null);
        }
    }

    private synchronized @Nullable Timer next(long end) {
        Timer first = timers.peek();
        if (first == null || first.due > end) {
            nanos = end;
            return null;
        }
        nanos = first.due;
        return timers.poll();
    }
}
