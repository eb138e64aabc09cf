package io.github.dynamocached.warmup;

import io.github.dynamocached.RunningWarmUp;
import io.github.dynamocached.WarmUpResult;
import io.github.dynamocached.load.ContextCarriers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of a running warm-up, and its result. */
final class StartedWarmUp implements RunningWarmUp {

    private final KeyReads<?> reads;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger running;
    private final CompletableFuture<WarmUpResult> result = new CompletableFuture<>();

    StartedWarmUp(KeyReads<?> reads, int parallelism) {
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

    @Override
    public void stop() {
        reads.stop();
        threads.forEach(Thread::interrupt);
    }

    @Override
    public CompletionStage<WarmUpResult> result() {
        return result.minimalCompletionStage();
    }

    @Override
    public WarmUpResult await() throws InterruptedException {
        try {
            return result.get();
        } catch (ExecutionException broken) {
            throw new IllegalStateException(
                    "The iterator of the keys of a warm-up failed. See the cause.", broken.getCause());
        }
    }
}
