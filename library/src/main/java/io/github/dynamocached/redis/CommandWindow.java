package io.github.dynamocached.redis;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A limit on the commands that one primary has not answered yet. Others wait here, in their order, and an answer lets the next
 * one through. A command that is given up while it waits is never sent.
 *
 * <p>Our pools have one connection. Redisson gives it to the next command as soon as one is written, and does so within the
 * call that wrote it. So if hundreds of commands wait in the pool, they are written in calls within calls. If those overflow the
 * stack, the pool keeps its lock for ever: no command is written any more, and threads block. The limit keeps the stack
 * low, and is more than a connection needs to be busy: at a millisecond for an answer it lets 100,000 commands a second through.
 */
final class CommandWindow {

    /** The most commands that are under way. A pool with 250 waiting commands was seen to work, and one with 1,000 to fail. */
    static final int MOST = 100;

    private final Queue<Waiting<?>> waiting = new ArrayDeque<>();
    private final AtomicInteger freed = new AtomicInteger();
    private int underWay;

    /**
     * Sends a command now or later.
     *
     * @param command sends it
     * @return its answer
     */
    <R> CompletableFuture<R> send(Supplier<CompletableFuture<R>> command) {
        Waiting<R> late = null;
        synchronized (this) {
            if (underWay < MOST) {
                underWay++;
            } else {
                late = new Waiting<>(command);
                waiting.add(late);
            }
        }
        return late == null ? sendNow(command) : late;
    }

    private <R> CompletableFuture<R> sendNow(Supplier<CompletableFuture<R>> command) {
        CompletableFuture<R> sent;
        try {
            sent = command.get();
        } catch (RuntimeException refused) {
            ended();
            return CompletableFuture.failedFuture(refused);
        }
        CompletableFuture<R> unused = sent.whenComplete((answer, failure) -> ended());
        return sent;
    }

    /** A command has ended. If it ended while another one was let through, that turn goes on with it: calls do not nest. */
    private void ended() {
        if (freed.getAndIncrement() > 0) {
            return;
        }
        do {
            Waiting<?> next = next();
            if (next != null) {
                next.begin();
            }
        } while (freed.decrementAndGet() > 0);
    }

    /** The next command takes the place of the one that has ended, which is free if nothing waits. */
    private synchronized @Nullable Waiting<?> next() {
        Waiting<?> next = waiting.poll();
        while (next != null && next.isDone()) {
            next = waiting.poll();
        }
        if (next == null) {
            underWay--;
        }
        return next;
    }

    /** The answer to a command that has to wait. */
    private final class Waiting<R> extends LaterAnswer<R> {

        private final Supplier<CompletableFuture<R>> command;

        Waiting(Supplier<CompletableFuture<R>> command) {
            this.command = command;
        }

        void begin() {
            awaitAnswer(sendNow(command));
        }
    }
}
