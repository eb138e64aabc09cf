package io.github.dynamocached.aop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The warm-ups of an application that are under way. */
final class WarmUps {

    private static final Logger log = LoggerFactory.getLogger(WarmUps.class);
    private static final Duration LONGEST_END = Duration.ofSeconds(2);

    private final Set<RunningWarmUp> running = new HashSet<>();
    private boolean open = true;

    synchronized RunningWarmUp start(KeyReads<?> reads, int parallelism) {
        if (!open) {
            throw new IllegalStateException("The application context is closed, so nothing is to be warmed up."
                    + " Start warm-ups before it closes.");
        }
        RunningWarmUp started = new RunningWarmUp(reads, parallelism);
        running.add(started);
        CompletableFuture<Void> unused = started.result().toCompletableFuture().handle((result, failure) -> {
            remove(started);
            return null;
        });
        started.start();
        return started;
    }

    private synchronized void remove(RunningWarmUp ended) {
        running.remove(ended);
    }

    synchronized boolean isOpen() {
        return open;
    }

    synchronized void open() {
        open = true;
    }

    /** Stops all of them, and waits for their calls under way two seconds at most. */
    void close() {
        List<RunningWarmUp> stopped;
        synchronized (this) {
            open = false;
            stopped = new ArrayList<>(running);
        }
        stopped.forEach(RunningWarmUp::stop);
        CompletableFuture<?>[] ends = stopped.stream()
                .map(warmUp -> warmUp.result().toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        try {
            Object unused = CompletableFuture.allOf(ends).get(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException late) {
            log.info("A warm-up has not ended two seconds after the application context began to close.");
        }
    }
}
