package io.github.dynamocached.aop;

import io.github.dynamocached.cache.ContextCarriers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/** A warm-up under way. May be used by any thread. */
public final class RunningWarmUp {

    private final KeyReads<?> reads;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger running;
    private final CompletableFuture<WarmUpResult> result = new CompletableFuture<>();

    RunningWarmUp(KeyReads<?> reads, int parallelism) {
        this.reads = reads;
        this.running = new AtomicInteger(parallelism);
        for (int i = 1; i <= parallelism; i++) {
            Runnable carried = ContextCarriers.carried(reads::run);
            Thread thread = new Thread(null, () -> run(carried), "dynamocached-warm-up-" + i, 0, false);
            thread.setDaemon(true);
            threads.add(thread);
        }
    }

    void start() {
        threads.forEach(Thread::start);
    }

    private void run(Runnable carried) {
        try {
            carried.run();
        } catch (RuntimeException | Error broken) {
            reads.stop();
            result.completeExceptionally(broken);
        } finally {
            if (running.decrementAndGet() == 0) {
                result.complete(reads.result());
            }
        }
    }

    /**
     * Reads no further key, and interrupts the calls under way. Returns at once; what is stored stays.
     */
    public void stop() {
        reads.stop();
        threads.forEach(Thread::interrupt);
    }

    /**
     * What becomes of the warm-up.
     *
     * @return completes when no call is under way any more, on a thread of the warm-up; fails with what the iterator of
     *     the keys threw. Completing or cancelling it changes nothing
     */
    public CompletionStage<WarmUpResult> result() {
        return result.minimalCompletionStage();
    }

    /**
     * Waits on the calling thread until no call is under way any more. An interrupt ends the wait and not the warm-up.
     *
     * @return what became of the warm-up
     * @throws InterruptedException if the calling thread was interrupted
     * @throws IllegalStateException if the iterator of the keys threw, which is its cause
     */
    public WarmUpResult await() throws InterruptedException {
        try {
            return result.get();
        } catch (ExecutionException broken) {
            throw new IllegalStateException(
                    "The keys of a warm-up could not be read. The cause says why.", broken.getCause());
        }
    }
}
