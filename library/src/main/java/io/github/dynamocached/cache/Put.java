package io.github.dynamocached.cache;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.FillOutcome;
import io.github.dynamocached.ValueCodecException;
import io.github.dynamocached.store.Fence;
import io.github.dynamocached.store.Fill;
import io.github.dynamocached.store.FillResult;
import io.github.dynamocached.store.ItemEnds;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One write whose value goes into a slot, from before it is sent to DynamoDB until it is known what became of it. Used by
 * one thread, and ended once.
 *
 * <p>A fence is open while it is under way, in a cache of any consistency. Its value is stored only if no other writer was
 * there when it began, and none has begun and nothing was evicted since: of two writes at once it is not known which one
 * DynamoDB saw last. Where the value cannot be stored the key is evicted, so that a put that is acknowledged is an
 * eviction that is acknowledged.
 */
public final class Put {

    private final Evictions evictions;
    private final Parts parts;
    private final ReadOperation operation;
    private final Slot slot;
    private final Write write;
    private final String token;

    private Put(Evictions evictions, Parts parts, ReadOperation operation, Slot slot, Write write, String token) {
        this.evictions = evictions;
        this.parts = parts;
        this.operation = operation;
        this.slot = slot;
        this.write = write;
        this.token = token;
    }

    /** Opens a fence, and asks for a token. The future never fails. */
    static CompletableFuture<Put> begin(Evictions evictions, Parts parts, ReadOperation operation, Slot slot) {
        Ports ports = parts.ports();
        String writer = ports.nonces().writer();
        Fence fence = new Fence(writer, parts.settings().fence(), parts.level().fence());
        CompletableFuture<String> begin = Ports.sent(() -> ports.store().beginPut(slot, fence));
        ports.timing().limit(begin, ports.budgets().call().toNanos());
        return begin.handle((token, failure) -> {
            Set<CacheKey> announced = failure == null ? Set.of(slot.key()) : Set.of();
            Write write = new Write(evictions, List.of(slot.key()), writer, announced);
            return new Put(evictions, parts, operation, slot, write, failure == null ? token : "");
        });
    }

    /**
     * What is written.
     *
     * @return the key
     */
    public CacheKey key() {
        return slot.key();
    }

    /**
     * Where the value goes.
     *
     * @return the slot
     */
    public Slot slot() {
        return slot;
    }

    /**
     * The write has ended, and what became of it is known: stores the value, or else evicts the key, and ends the fence.
     * Waits on the calling thread, for a fill at most as long as the budget of a call, and for an eviction as
     * {@link ReadThroughCache#evict} does.
     *
     * @param value what DynamoDB holds now, null for an absence, which is not stored
     * @return whether the store or the eviction is acknowledged
     */
    public boolean store(@Nullable Object value) {
        return CallerThread.run(executor -> store(value, executor));
    }

    /** The same without blocking any thread. The future never fails. */
    CompletableFuture<Boolean> store(@Nullable Object value, Executor executor) {
        if (value == null || token.isEmpty()) {
            return write.evict(executor);
        }
        long sent = evictions.outbox().generation();
        return fill(value)
                .thenApplyAsync(outcome -> isStored(outcome, sent), executor)
                .thenCompose(stored -> stored ? CompletableFuture.completedFuture(true) : write.evict(executor));
    }

    /**
     * The write threw or timed out: evicts the key, and leaves the fence open until it runs out. Waits as
     * {@link ReadThroughCache#evict} does.
     *
     * @return whether the eviction is acknowledged
     */
    public boolean evictUnknown() {
        return write.evictUnknown();
    }

    /** The same as {@link #evictUnknown()} without blocking any thread. The future never fails. */
    CompletableFuture<Boolean> evictUnknown(Executor executor) {
        return write.evictUnknown(executor);
    }

    /** Whether its fence is known to be open. */
    boolean isAnnounced() {
        return write.isAnnounced();
    }

    private boolean isStored(FillOutcome outcome, long sent) {
        parts.listeners().onFill(parts.settings().name(), outcome);
        boolean stored = outcome == FillOutcome.STORED || outcome == FillOutcome.ENDED;
        if (stored) {
            evictions.outbox().remember(slot.key(), sent);
        }
        return stored;
    }

    private CompletableFuture<FillOutcome> fill(Object value) {
        CacheSettings settings = parts.settings();
        byte[] @Nullable [] fields;
        ItemEnds ends;
        try {
            fields = operation.codec().encode(value);
            ends = operation.endsOf(value, settings);
        } catch (ValueCodecException unsupported) {
            return notStorable(unsupported.getMessage() + " Fix the class or its converters.");
        } catch (Throwable broken) {
            return notStorable("its classes fail with " + ValueCodecException.nameOf(broken) + ". Fix them.");
        }
        if (LeasedFill.sizeOf(fields) > settings.maxEntrySize()) {
            return CompletableFuture.completedFuture(FillOutcome.TOO_LARGE);
        }
        String problem = problemOf(value, fields);
        if (problem != null) {
            return notStorable(problem);
        }
        Fill fill = Life.ofValue(operation, settings)
                .fill(token, false, Duration.ZERO, settings)
                .endingWrite(write.writer(), settings.holdOff())
                .endingWith(ends, settings.negativeTtl());
        return sent(fill, fields).handle((result, failure) -> failure == null ? outcome(result) : FillOutcome.FAILED);
    }

    private CompletableFuture<FillResult> sent(Fill fill, byte[] @Nullable [] fields) {
        Ports ports = parts.ports();
        CompletableFuture<FillResult> filled =
                Ports.sent(() -> ports.store().fill(slot, operation.codec().format(), fill, fields));
        ports.timing().limit(filled, ports.budgets().call().toNanos());
        return filled;
    }

    private @Nullable String problemOf(Object value, byte[] @Nullable [] fields) {
        String problem = operation.trial().problemOf(value, fields);
        return problem == null ? operation.trial().problemOf(slot.key(), value) : problem;
    }

    private CompletableFuture<FillOutcome> notStorable(String problem) {
        operation.trial().tell(parts.settings().name(), problem);
        return CompletableFuture.completedFuture(FillOutcome.NOT_STORABLE);
    }

    private static FillOutcome outcome(FillResult result) {
        return switch (result) {
            case STORED -> FillOutcome.STORED;
            case REJECTED -> FillOutcome.REJECTED;
            case TOO_MANY_VARIANTS -> FillOutcome.TOO_MANY_VARIANTS;
            case ENDED -> FillOutcome.ENDED;
        };
    }
}
