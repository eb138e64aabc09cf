package io.github.dynamocached.cache;

import io.github.dynamocached.Outcome;
import io.github.dynamocached.command.Bundle;
import io.github.dynamocached.command.Ports;
import io.github.dynamocached.store.Slot;
import io.github.dynamocached.store.StoredEntry;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One read of many slots: one lookup of all, one request for all leases, one call of the method for the missing values, one
 * fill of all. It blocks no thread. A caller that waits for it runs its steps on the waiting thread.
 *
 * <p>It takes no lock and waits for nobody, because a wait for one slot would delay all the others. A slot with the lease of
 * another load is loaded too, but not filled. Every lease has its own token and every value its own fill, so each slot is as
 * safe as if it was read alone.
 */
final class BatchRead {

    private final BatchCall call;
    private final ReadOperation operation;
    private final CacheCore cache;
    private final Refreshes refreshes;
    private final ShadowReads shadows;
    private final Set<Slot> poisoned = new HashSet<>();
    private final Map<Slot, Outcome> outcomes = new HashMap<>();
    private final Map<Slot, StoredEntry> found = new HashMap<>();
    private final Map<Slot, Near.Note> notes = new HashMap<>();
    private final @Nullable Near near;
    private final BatchClaims claims;

    /**
     * What a batch gives its caller.
     *
     * @param outcomes the outcomes by slot
     * @param failure what the loader threw, null if it did not
     */
    record Result(Map<Slot, Outcome> outcomes, @Nullable Throwable failure) {

        /** The outcomes, or what the loader threw. */
        Map<Slot, Outcome> outcomesOrThrow() throws Throwable {
            if (failure != null) {
                throw failure;
            }
            return outcomes;
        }
    }

    BatchRead(BatchCall call, CacheCore cache, Refreshes refreshes, ShadowReads shadows) {
        this.call = call;
        this.operation = call.operation();
        this.cache = cache;
        this.near = cache.near();
        this.refreshes = refreshes;
        this.shadows = shadows;
        this.claims = new BatchClaims(cache, call);
    }

    /**
     * Reads.
     *
     * @param slots each once
     * @return never fails: a failed load is a result
     */
    CompletableFuture<Result> read(List<Slot> slots) {
        slots.stream().filter(slot -> cache.outbox().poisons(slot.key())).forEach(poisoned::add);
        List<Slot> asked = slots.stream()
                .filter(slot -> !poisoned.contains(slot) && (near == null || !takesNear(near, slot)))
                .toList();
        return call.arrived(lookups(asked))
                .thenCompose(answers -> afterLookups(answers, slots))
                .exceptionally(broken -> new Result(Map.of(), broken));
    }

    /** Another cache may have spent the time of the call. */
    private CompletableFuture<Map<Slot, StoredEntry>> lookups(List<Slot> asked) {
        Duration left = left();
        return left.isNegative() || left.isZero()
                ? CompletableFuture.completedFuture(Map.of())
                : Bundle.answersWithin(
                        left,
                        cache.ports(),
                        asked,
                        (store, slot) -> cache.lookUp(store, slot, operation.format(), call.within()));
    }

    /** Whether the value is in the memory of this node. If not, what may be kept is noted before the server is asked. */
    private boolean takesNear(Near memory, Slot slot) {
        Outcome kept =
                call.within() == null ? memory.lookUp(operation, slot.key(), slot.variant(), call.began()) : null;
        if (kept != null) {
            outcomes.put(slot, kept);
        } else {
            notes.put(slot, memory.note(slot.key()));
        }
        return kept != null;
    }

    private CompletableFuture<Result> afterLookups(Map<Slot, StoredEntry> answers, List<Slot> slots) {
        found.putAll(answers);
        found.forEach((slot, entry) -> {
            Outcome hit = take(slot, entry);
            if (hit != null) {
                afterHit(slot, entry, hit);
            }
        });
        List<Slot> missing = without(outcomes, slots);
        if (missing.isEmpty()) {
            return CompletableFuture.completedFuture(told(slots));
        }
        return claims.claim(missing, found, left()).thenCompose(hits -> {
            hits.forEach(this::take);
            return load(without(outcomes, missing), slots);
        });
    }

    private void afterHit(Slot slot, StoredEntry entry, Outcome hit) {
        Near.Note note = notes.get(slot);
        if (refreshes.isDue(entry)) {
            refreshes.begin(operation, slot, entry, new BatchOfOne(call.loader(), slot)::forRefresh);
        } else if (note != null) {
            note.keep(operation, slot, entry, hit);
        }
        if (shadows.takes(entry)) {
            shadows.begin(operation, slot, entry, new BatchOfOne(call.loader(), slot)::forRefresh);
        }
    }

    private Result told(List<Slot> slots) {
        for (Slot slot : slots) {
            Outcome outcome = outcomes.get(slot);
            if (outcome != null) {
                Outcome unused = cache.noted(outcome);
            }
        }
        return new Result(outcomes, null);
    }

    private @Nullable Outcome take(Slot slot, StoredEntry entry) {
        if (cache.outbox().distrusts(slot.key(), call.replays())) {
            poisoned.add(slot);
            return null;
        }
        Outcome hit = operation.hit(entry);
        if (hit != null) {
            outcomes.put(slot, hit);
        } else {
            cache.tellOfUnreadable(entry);
        }
        return hit;
    }

    /** What is left of the time for all work before the method is called. */
    private Duration left() {
        Ports ports = cache.ports();
        return ports.budgets()
                .call()
                .minusNanos(ports.timing().nanos() - call.budget().begin(call.began()));
    }

    private CompletableFuture<Result> load(List<Slot> missing, List<Slot> slots) {
        if (missing.isEmpty()) {
            return CompletableFuture.completedFuture(told(slots));
        }
        boolean consistent = isConsistent(missing);
        Supplier<CompletableFuture<BatchLoad.Result>> load =
                () -> new BatchLoad(cache, claims, call).load(missing, consistent);
        boolean limited = found.isEmpty() && call.within() == null;
        CompletableFuture<BatchLoad.Result> loaded =
                limited ? cache.ports().limit().within(cache.settings().lockWait(), load) : load.get();
        return loaded.thenApply(result -> afterLoad(result, missing, slots));
    }

    private Result afterLoad(BatchLoad.Result loaded, List<Slot> missing, List<Slot> slots) {
        Throwable failure = loaded.failure();
        if (failure != null) {
            return takesOld(missing, failure) ? told(slots) : new Result(Map.of(), failure);
        }
        for (Slot slot : missing) {
            Outcome.Source source = found.containsKey(slot) ? Outcome.Source.MISS : Outcome.Source.BYPASS;
            Object value = loaded.values().getOrDefault(slot, Optional.empty()).orElse(null);
            outcomes.put(slot, new Outcome(source, value, 0));
        }
        return told(slots);
    }

    /** If the server has not answered at all, loads are not consistent: an outage must not double the read units. */
    private boolean isConsistent(List<Slot> slots) {
        return slots.stream().anyMatch(poisoned::contains)
                || slots.stream().anyMatch(slot -> cache.outbox().distrusts(slot.key(), call.replays()))
                || (!found.isEmpty() && (cache.level().isStrict() || claims.mayLag()));
    }

    /** Answers an outage with expired values, if there is one for each slot. */
    private boolean takesOld(List<Slot> slots, Throwable failure) {
        Map<Slot, Outcome> old = new HashMap<>();
        for (Slot slot : slots) {
            StoredEntry entry = found.get(slot);
            Outcome outcome = entry == null ? null : operation.despiteOutage(entry);
            if (outcome == null || !cache.ports().outages().isOutage(failure)) {
                return false;
            }
            old.put(slot, outcome);
        }
        outcomes.putAll(old);
        return true;
    }

    private static List<Slot> without(Map<Slot, ? extends @Nullable Object> some, List<Slot> slots) {
        return slots.stream().filter(slot -> !some.containsKey(slot)).toList();
    }
}
