package io.github.dynamocached.warmup;

import io.github.dynamocached.WarmUp;
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

/** The running warm-ups of an application. */
public final class WarmUps {

    private static final Logger log = LoggerFactory.getLogger(WarmUps.class);
    private static final Duration LONGEST_END = Duration.ofSeconds(2);

    private final Set<StartedWarmUp> running = new HashSet<>();
    private boolean open = true;

    /**
     * A warm-up of keys, not started yet.
     *
     * @param keys iterated once, by one thread of the warm-up at a time
     * @param <K> the type of the keys
     * @return the warm-up with its defaults
     */
    public <K> WarmUp<K> prepare(Iterable<? extends K> keys) {
        return new PreparedWarmUp<>(keys, this);
    }

    synchronized StartedWarmUp start(KeyReads<?> reads, int parallelism) {
        if (!open) {
            throw new IllegalStateException("The application context is closed. Start warm-ups before it closes.");
        }
        StartedWarmUp started = new StartedWarmUp(reads, parallelism);
        running.add(started);
        CompletableFuture<Void> unused = started.result().toCompletableFuture().handle((result, failure) -> {
            remove(started);
            return null;
        });
        started.start();
        return started;
    }

    private synchronized void remove(StartedWarmUp ended) {
        running.remove(ended);
    }

    /**
     * Whether warm-ups may be started.
     *
     * @return false once the application context is closed
     */
    public synchronized boolean isOpen() {
        return open;
    }

    /** Lets warm-ups start again: the application context was started again. */
    public synchronized void open() {
        open = true;
    }

    /** Stops all warm-ups and refuses new ones. Waits at most two seconds for running calls. */
    public void close() {
        List<StartedWarmUp> stopped;
        synchronized (this) {
            open = false;
            stopped = new ArrayList<>(running);
        }
        stopped.forEach(StartedWarmUp::stop);
        CompletableFuture<?>[] ends = stopped.stream()
                .map(warmUp -> warmUp.result().toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        try {
            Object unused = CompletableFuture.allOf(ends).get(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException late) {
            log.info("A warm-up is still running two seconds after the application context began to close. Let its"
                    + " calls end when they are interrupted.");
        }
    }
}
