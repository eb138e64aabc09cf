package io.github.dynamocached.command;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives commands up at their deadlines, for callers that block no thread. Nearly every command is answered long before its
 * deadline, so one timer looks at all of them every few milliseconds, and forgets those that have their answer. A timer for
 * each command would allocate five times as much, and take a lock twice.
 *
 * <p>The timer runs only while there are commands, and for a second after.
 */
final class Deadlines implements Runnable {

    /** The deadlines of this JVM. */
    static final Deadlines OF_COMMANDS = new Deadlines(later());

    /** A command is given up so much later than at its deadline at most, if this JVM has time. */
    static final long STEP = TimeUnit.MILLISECONDS.toNanos(5);

    static final int IDLE_STEPS = 200;

    private static final Logger log = LoggerFactory.getLogger(Deadlines.class);

    private final Consumer<Runnable> later;
    private final AtomicReference<@Nullable Deadline> added = new AtomicReference<>();
    private final AtomicBoolean running = new AtomicBoolean();
    private @Nullable Deadline watched;
    private int idle;

    /** The deadline of one command, in a chain of them. */
    private static final class Deadline {
        private final CompletableFuture<?> command;
        private final long budget;
        private final long began;
        private long due;
        private @Nullable Deadline next;

        Deadline(CompletableFuture<?> command, long budget, long began) {
            this.command = command;
            this.budget = budget;
            this.began = began;
            this.due = began + budget;
        }
    }

    /** @param later runs a task one step later. Tasks follow each other */
    Deadlines(Consumer<Runnable> later) {
        this.later = later;
    }

    private static Consumer<Runnable> later() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(null, task, "dynamocached-timer", 0, false);
            thread.setDaemon(true);
            return thread;
        });
        return step -> {
            var unused = timer.schedule(step, STEP, TimeUnit.NANOSECONDS);
        };
    }

    /**
     * Watches a command.
     *
     * @param budget the time that it has from now, in nanoseconds
     */
    void add(CompletableFuture<?> command, long budget) {
        Deadline deadline = new Deadline(command, budget, System.nanoTime());
        Deadline last = added.get();
        deadline.next = last;
        while (!added.compareAndSet(last, deadline)) {
            last = added.get();
            deadline.next = last;
        }
        startIfIdle();
    }

    private void startIfIdle() {
        if (!running.get() && running.compareAndSet(false, true)) {
            later.accept(this);
        }
    }

    /** One step. */
    @Override
    public void run() {
        watched = kept(added.getAndSet(null), kept(watched, null));
        idle = watched == null ? idle + 1 : 0;
        if (idle < IDLE_STEPS) {
            later.accept(this);
            return;
        }
        idle = 0;
        running.set(false);
        if (added.get() != null) {
            startIfIdle();
        }
    }

    /** Those of a chain that are not done yet, in front of another chain. */
    private static @Nullable Deadline kept(@Nullable Deadline chain, @Nullable Deadline others) {
        Deadline kept = others;
        for (Deadline deadline = chain; deadline != null; ) {
            Deadline next = deadline.next;
            if (isOpen(deadline)) {
                deadline.next = kept;
                kept = deadline;
            }
            deadline = next;
        }
        return kept;
    }

    private static boolean isOpen(Deadline deadline) {
        if (deadline.command.isDone()) {
            return false;
        }
        long now = System.nanoTime();
        try {
            return now - deadline.due < 0 || isProlonged(deadline, now);
        } catch (RuntimeException | Error broken) {
            log.error("A command could not be given up", broken);
            return false;
        }
    }

    /** At its deadline: gives the command up, unless its server has not had the time yet. */
    private static boolean isProlonged(Deadline deadline, long now) {
        long more = TimedWait.more(deadline.command, deadline.budget, now - deadline.began);
        deadline.due = now + more;
        if (more <= 0) {
            boolean unused = deadline.command.completeExceptionally(new TimeoutException());
        }
        return more > 0;
    }
}
