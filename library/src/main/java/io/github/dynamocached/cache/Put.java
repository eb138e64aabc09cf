package io.github.dynamocached.cache;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
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

    private final ReadThroughCache cache;
    private final Outbox outbox;
    private final ReadOperation operation;
    private final Slot slot;
    private final Ports ports;
    private final Write write;
    private final String token;

    private Put(
            ReadThroughCache cache,
            Outbox outbox,
            ReadOperation operation,
            Slot slot,
            Ports ports,
            Write write,
            String token) {
        this.cache = cache;
        this.outbox = outbox;
        this.operation = operation;
        this.slot = slot;
        this.ports = ports;
        this.write = write;
        this.token = token;
    }

    static Put begin(ReadThroughCache cache, Outbox outbox, ReadOperation operation, Slot slot, Parts parts) {
        Ports ports = parts.ports();
        String writer = ports.nonces().writer();
        Fence fence = new Fence(writer, parts.settings().fence(), parts.level().fence());
        CompletableFuture<String> begin = Ports.sent(() -> ports.store().beginPut(slot, fence));
        boolean announced = TimedWait.succeeds(begin, ports.budgets().call());
        Write write = new Write(cache, List.of(slot.key()), writer, announced ? Set.of(slot.key()) : Set.of());
        return new Put(cache, outbox, operation, slot, ports, write, announced ? begin.join() : "");
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
        return (value != null && !token.isEmpty() && isStored(value)) || write.evict();
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

    private boolean isStored(Object value) {
        long sent = outbox.generation();
        FillOutcome outcome = fill(value);
        cache.tellFill(outcome);
        boolean stored = outcome == FillOutcome.STORED || outcome == FillOutcome.ENDED;
        if (stored) {
            outbox.remember(slot.key(), sent);
        }
        return stored;
    }

    private FillOutcome fill(Object value) {
        CacheSettings settings = cache.settings();
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
            return FillOutcome.TOO_LARGE;
        }
        String problem = problemOf(value, fields);
        if (problem != null) {
            return notStorable(problem);
        }
        Fill fill = Life.ofValue(operation, settings)
                .fill(token, false, Duration.ZERO, settings)
                .endingWrite(write.writer(), settings.holdOff())
                .endingWith(ends, settings.negativeTtl());
        CompletableFuture<FillResult> filled =
                Ports.sent(() -> ports.store().fill(slot, operation.codec().format(), fill, fields));
        return TimedWait.succeeds(filled, ports.budgets().call()) ? outcome(filled.join()) : FillOutcome.FAILED;
    }

    private @Nullable String problemOf(Object value, byte[] @Nullable [] fields) {
        String problem = operation.trial().problemOf(value, fields);
        return problem == null ? operation.trial().problemOf(slot.key(), value) : problem;
    }

    private FillOutcome notStorable(String problem) {
        operation.trial().tell(cache.settings().name(), problem);
        return FillOutcome.NOT_STORABLE;
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
