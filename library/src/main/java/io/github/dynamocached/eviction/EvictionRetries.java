package io.github.dynamocached.eviction;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.command.Ports;
import io.github.dynamocached.command.Timing;
import io.github.dynamocached.eviction.PoisonedKeys.Attempt;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Retries pending evictions until they are acknowledged: some at once, at most ten thousand a second. After a failure all
 * retries pause, longer each time until one succeeds. The pauses have random lengths, so that the nodes do not come back all
 * at once. The first retry after a failure goes alone.
 *
 * <p>It has no thread: it goes on where a timer or a command ends.
 */
public final class EvictionRetries {

    private static final int AT_ONCE = 32;
    private static final int IN_A_ROW = 1_000;
    private static final long REST_IN_BETWEEN = Duration.ofMillis(100).toNanos();
    private static final long FIRST_REST = Duration.ofMillis(50).toNanos();
    private static final long LONGEST_REST = Duration.ofSeconds(2).toNanos();

    private final PoisonedKeys keys;
    private final Consumer<CacheKey> forgotten;
    private final Function<CacheKey, CompletionStage<Void>> evictor;
    private final Function<CacheKey, Duration> budget;
    private final Timing timing;
    private final Consumer<Boolean> listener;
    private final AtomicInteger calls = new AtomicInteger();

    private int underWay;
    private int atOnce = AT_ONCE;
    private int inARow;
    private long rest;
    private boolean resting;
    private boolean stopped;
    private @Nullable CompletableFuture<Void> emptied;

    /**
     * Nothing is tried yet.
     *
     * @param keys the keys with pending evictions
     * @param forgotten is told of every acknowledgement while the key is still poisoned
     * @param evictor sends the eviction of a key
     * @param budget of the eviction of a key
     * @param timing the clock and the timer
     * @param listener is notified of every retry, with whether it was acknowledged
     */
    public EvictionRetries(
            PoisonedKeys keys,
            Consumer<CacheKey> forgotten,
            Function<CacheKey, CompletionStage<Void>> evictor,
            Function<CacheKey, Duration> budget,
            Timing timing,
            Consumer<Boolean> listener) {
        this.keys = keys;
        this.forgotten = forgotten;
        this.evictor = evictor;
        this.budget = budget;
        this.timing = timing;
        this.listener = listener;
    }

    /**
     * Something was acknowledged elsewhere.
     *
     * @param key the key
     * @param sent the generation that was current when the eviction was sent
     */
    public void acknowledged(CacheKey key, long sent) {
        forgotten.accept(key);
        keys.acknowledged(key, sent);
        completeIfEmpty();
    }

    /**
     * Adds a pending eviction. It is sent after a pause.
     *
     * @param key the key
     */
    public void queue(CacheKey key) {
        keys.add(key, timing.nanos());
        restAfterFailure();
    }

    /**
     * Adds a pending eviction, and sends it with the others.
     *
     * @param key the key
     */
    public void queueNow(CacheKey key) {
        queueNow(List.of(key));
    }

    /**
     * Adds pending evictions; all are pending before the first is sent.
     *
     * @param several the keys
     */
    public void queueNow(List<CacheKey> several) {
        long now = timing.nanos();
        several.forEach(key -> keys.add(key, now));
        proceed();
    }

    /**
     * Adds keys whose evictions the caller sends now, and ends. All are poisoned when this returns.
     *
     * @param several the keys
     * @return one attempt for each
     */
    public List<Attempt> owe(List<CacheKey> several) {
        long now = timing.nanos();
        return several.stream().map(key -> keys.owe(key, now)).toList();
    }

    /**
     * Adds all keys of the cache. The caller sends their eviction, unless one is under way, which another follows then.
     *
     * @return the attempts that the caller makes
     */
    public List<Attempt> oweAll() {
        Attempt attempt = keys.oweAll(timing.nanos());
        return attempt == null ? List.of() : List.of(attempt);
    }

    /**
     * An eviction that was owed has ended.
     *
     * @param attempt the attempt
     * @param acknowledged whether Redis has acknowledged it
     */
    public void owedEnded(Attempt attempt, boolean acknowledged) {
        settle(attempt, acknowledged);
        if (!acknowledged) {
            restAfterFailure();
        }
        completeIfEmpty();
        proceed();
    }

    /**
     * Tries everything without a pause.
     *
     * @return completes when nothing is pending any more
     */
    public CompletableFuture<Void> drain() {
        CompletableFuture<Void> end = new CompletableFuture<>();
        synchronized (this) {
            emptied = end;
            resting = false;
            atOnce = AT_ONCE;
        }
        completeIfEmpty();
        proceed();
        return end;
    }

    /** Stops retrying. Keys with pending evictions stay poisoned. */
    public synchronized void stop() {
        stopped = true;
    }

    /** Sends what may be sent. Of nested and concurrent calls, one does the work of all. */
    private void proceed() {
        if (calls.getAndIncrement() > 0) {
            return;
        }
        int served = 1;
        do {
            for (Attempt attempt = begin(); attempt != null; attempt = begin()) {
                send(attempt);
            }
            served = calls.addAndGet(-served);
        } while (served > 0);
    }

    private @Nullable Attempt begin() {
        synchronized (this) {
            if (stopped || resting || underWay >= atOnce) {
                return null;
            }
            if (inARow < IN_A_ROW) {
                Attempt attempt = keys.next();
                inARow += attempt == null ? 0 : 1;
                underWay += attempt == null ? 0 : 1;
                return attempt;
            }
            resting = true;
        }
        wakeAfter(REST_IN_BETWEEN);
        return null;
    }

    private void send(Attempt attempt) {
        CompletableFuture<Void> eviction = Ports.sent(() -> evictor.apply(attempt.key()));
        timing.limit(eviction, budget.apply(attempt.key()).toNanos());
        CompletableFuture<Void> unused = eviction.whenComplete((done, failure) -> ended(attempt, failure == null));
    }

    private void settle(Attempt attempt, boolean acknowledged) {
        if (acknowledged) {
            forgotten.accept(attempt.key());
            keys.acknowledged(attempt.key(), attempt.generation());
        }
        keys.ended(attempt, acknowledged);
    }

    private void ended(Attempt attempt, boolean acknowledged) {
        settle(attempt, acknowledged);
        synchronized (this) {
            underWay--;
            if (acknowledged) {
                rest = 0;
                atOnce = AT_ONCE;
            }
        }
        if (!acknowledged) {
            restAfterFailure();
        }
        listener.accept(acknowledged);
        completeIfEmpty();
        proceed();
    }

    private void restAfterFailure() {
        long length;
        synchronized (this) {
            if (resting || stopped) {
                return;
            }
            resting = true;
            atOnce = 1;
            rest = Math.min(LONGEST_REST, Math.max(FIRST_REST, 2 * rest));
            length = rest;
        }
        wakeAfter(ThreadLocalRandom.current().nextLong(length / 2, length));
    }

    private void wakeAfter(long nanos) {
        CompletableFuture<Void> unused = timing.after(nanos).thenRun(this::wake);
    }

    private void wake() {
        synchronized (this) {
            resting = false;
            inARow = 0;
        }
        proceed();
    }

    private void completeIfEmpty() {
        CompletableFuture<Void> end;
        synchronized (this) {
            end = emptied;
        }
        if (end != null && keys.isEmpty()) {
            end.complete(null);
        }
    }
}
