package io.github.dynamocached.cache;

import io.github.dynamocached.Outcome;
import io.github.dynamocached.store.Slot;
import io.github.dynamocached.store.StoredEntry;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One read of many slots on the thread of the caller: one lookup of all, one request for all leases, one call of the method
 * for the missing values, one fill of all.
 *
 * <p>It takes no lock and waits for nobody, because a wait for one slot would delay all the others. A slot with the lease of
 * another load is loaded too, but not filled. Every lease has its own token and every value its own fill, so each slot is as
 * safe as if it was read alone.
 */
final class BatchRead {

    private final ReadOperation operation;
    private final CacheCore cache;
    private final Refreshes refreshes;
    private final BatchLoader loader;
    private final long began;
    private final long replays;
    private final Set<Slot> poisoned = new HashSet<>();
    private final Map<Slot, Outcome> outcomes = new HashMap<>();
    private final Map<Slot, StoredEntry> found = new HashMap<>();
    private final BatchClaims claims;

    BatchRead(ReadOperation operation, CacheCore cache, Refreshes refreshes, BatchLoader loader) {
        this.operation = operation;
        this.cache = cache;
        this.refreshes = refreshes;
        this.loader = loader;
        this.began = cache.ports().timing().nanos();
        this.replays = cache.outbox().replays();
        this.claims = new BatchClaims(cache, this::call);
    }

    /**
     * Reads.
     *
     * @param slots each once
     * @return the outcomes by slot
     * @throws Throwable what the loader threw
     */
    Map<Slot, Outcome> read(List<Slot> slots) throws Throwable {
        lookUp(slots);
        List<Slot> missing = without(outcomes, slots);
        if (!missing.isEmpty()) {
            claims.claim(missing, found, left()).forEach(this::take);
            load(without(outcomes, missing));
        }
        for (Slot slot : slots) {
            Outcome outcome = outcomes.get(slot);
            if (outcome != null) {
                cache.listeners().onRead(cache.settings().name(), outcome);
            }
        }
        return outcomes;
    }

    private void lookUp(List<Slot> slots) {
        slots.stream().filter(slot -> cache.outbox().poisons(slot.key())).forEach(poisoned::add);
        List<Slot> trusted =
                slots.stream().filter(slot -> !poisoned.contains(slot)).toList();
        found.putAll(Bundle.answers(
                cache.ports().store(), trusted, (store, slot) -> store.read(slot, operation.format(), false), left()));
        found.forEach((slot, entry) -> {
            if (take(slot, entry) && refreshes.isDue(entry)) {
                BatchOfOne one = new BatchOfOne(loader, slot);
                refreshes.begin(operation, slot, entry, new Blocking(one)::forRefresh);
            }
        });
    }

    private boolean take(Slot slot, StoredEntry entry) {
        if (cache.outbox().distrusts(slot.key(), replays)) {
            poisoned.add(slot);
            return false;
        }
        Outcome hit = operation.hit(entry);
        if (hit != null) {
            outcomes.put(slot, hit);
        } else {
            cache.tellOfUnreadable(entry);
        }
        return hit != null;
    }

    /** What is left of the time for all work before the method is called. */
    private Duration left() {
        Ports ports = cache.ports();
        return ports.budgets().call().minusNanos(ports.timing().nanos() - began);
    }

    private void load(List<Slot> slots) throws Throwable {
        if (slots.isEmpty()) {
            return;
        }
        BatchLoad load = new BatchLoad(cache, claims, loader);
        Map<Slot, Optional<Object>> values;
        try {
            boolean consistent = isConsistent(slots);
            values = found.isEmpty()
                    ? cache.ports().limit().call(cache.settings().lockWait(), () -> load.load(slots, consistent))
                    : load.load(slots, consistent);
        } catch (Throwable failure) {
            takeOld(slots, failure);
            return;
        }
        for (Slot slot : slots) {
            Outcome.Source source = found.containsKey(slot) ? Outcome.Source.MISS : Outcome.Source.BYPASS;
            Object value = values.getOrDefault(slot, Optional.empty()).orElse(null);
            outcomes.put(slot, new Outcome(source, value, 0));
        }
    }

    /** If the server has not answered at all, loads are not consistent: an outage must not double the read units. */
    private boolean isConsistent(List<Slot> slots) {
        return slots.stream().anyMatch(poisoned::contains)
                || slots.stream().anyMatch(slot -> cache.outbox().distrusts(slot.key(), replays))
                || (!found.isEmpty() && (cache.level().isStrict() || claims.mayLag()));
    }

    /** Answers an outage with expired values, if there is one for each slot. */
    private void takeOld(List<Slot> slots, Throwable failure) throws Throwable {
        Map<Slot, Outcome> old = new HashMap<>();
        for (Slot slot : slots) {
            StoredEntry entry = found.get(slot);
            Outcome outcome = entry == null ? null : operation.despiteOutage(entry);
            if (outcome == null || !cache.ports().outages().isOutage(failure)) {
                throw failure;
            }
            old.put(slot, outcome);
        }
        outcomes.putAll(old);
    }

    private ReadCall call(Slot slot) {
        return new ReadCall(operation, slot, new Blocking(new BatchOfOne(loader, slot)), Runnable::run, began, replays);
    }

    private static List<Slot> without(Map<Slot, ? extends @Nullable Object> some, List<Slot> slots) {
        return slots.stream().filter(slot -> !some.containsKey(slot)).toList();
    }
}
