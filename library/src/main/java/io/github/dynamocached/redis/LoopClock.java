package io.github.dynamocached.redis;

import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The time in which the event loop could look at its connections. It moves in steps, one after each look, and hardly moves
 * while the event loop gets no processor. Answers may then wait unread, so the time counts against no server.
 *
 * <p>It stands still for half a second at most. What keeps an event loop for longer is no lack of processors.
 *
 * <p>Steps cost little and are taken only while commands are sent.
 */
final class LoopClock implements Runnable {

    static final long STEP = TimeUnit.MILLISECONDS.toNanos(5);
    static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(500);

    private static final long LONGEST_STEP = 3 * STEP;
    private static final int IDLE_STEPS = 200;

    private final Consumer<Runnable> later;
    private final LongSupplier nanos;
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile boolean used;
    private volatile long moment;
    private volatile long stepped;
    private int idle;

    /**
     * A clock that stands until it is first asked.
     *
     * @param later runs a task on the event loop, one step later, unless the event loop is closed by then
     * @param nanos the clock of this JVM
     */
    LoopClock(Consumer<Runnable> later, LongSupplier nanos) {
        this.later = later;
        this.nanos = nanos;
    }

    /**
     * The clock of an event loop. The steps have a timer of their own: within half a millisecond before a timer of the event
     * loop is due, Netty no longer waits for its connections, but asks again and again.
     */
    static LoopClock of(EventExecutor loop) {
        return new LoopClock(
                CompletableFuture.delayedExecutor(STEP, TimeUnit.NANOSECONDS, loop)::execute, System::nanoTime);
    }

    /** Now. Comparable by {@link #since} alone. */
    long now() {
        if (!used) {
            used = true;
        }
        if (!running.get() && running.compareAndSet(false, true)) {
            start();
        }
        return moment;
    }

    /** How long the event loop has had since a moment. A step that is under way counts. */
    long since(long before) {
        used = true;
        long pause = nanos.getAsLong() - stepped;
        return moment - before + (pause > LONGEST_PAUSE ? pause : Math.min(pause, STEP));
    }

    private void start() {
        stepped = nanos.getAsLong();
        later.accept(this);
    }

    /** One step, after the event loop has looked at its connections. */
    @Override
    public void run() {
        long now = nanos.getAsLong();
        long before = moment;
        moment = before + Math.min(now - stepped, LONGEST_STEP);
        stepped = now;
        idle = used ? 0 : idle + 1;
        used = false;
        if (idle < IDLE_STEPS) {
            later.accept(this);
            return;
        }
        idle = 0;
        running.set(false);
        if (used && running.compareAndSet(false, true)) {
            later.accept(this);
        }
    }
}
