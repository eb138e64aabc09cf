package io.github.dynamocached.cache;

import io.github.dynamocached.Freshness;
import io.github.dynamocached.command.Bundle;
import io.github.dynamocached.store.Acquisition;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.Slot;
import io.github.dynamocached.store.StoredEntry;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The leases that one batch asks for, and those that it holds. Used by one step of the batch after the other. */
final class BatchClaims {

    private final CacheCore cache;
    private final BatchCall call;
    private final Map<Slot, Claim> claims = new HashMap<>();
    private final Map<Slot, Acquisition.Leased> leases = new LinkedHashMap<>();
    private boolean mayLag;

    /** None yet. */
    BatchClaims(CacheCore cache, BatchCall call) {
        this.cache = cache;
        this.call = call;
    }

    /**
     * Asks for the leases of slots, except those that it is within a load of, that cannot be stored, or whose lookup was not
     * answered.
     *
     * @param missing the slots that have no value
     * @param found what their lookups found
     * @param budget for the answers
     * @return values that others have stored meanwhile. Never fails
     */
    CompletableFuture<Map<Slot, StoredEntry>> claim(List<Slot> missing, Map<Slot, StoredEntry> found, Duration budget) {
        List<Slot> wanted = missing.stream()
                .filter(slot -> found.containsKey(slot) && isWanted(slot))
                .toList();
        mayLag = wanted.size() < missing.size();
        if (budget.isNegative() || budget.isZero()) {
            mayLag = true;
            return CompletableFuture.completedFuture(Map.of());
        }
        wanted.forEach(slot -> claims.put(slot, claimOf(slot)));
        CompletableFuture<Map<Slot, @Nullable Acquisition>> answers =
                Bundle.answersWithin(budget, cache.ports(), wanted, (store, slot) -> acquire(store, slot, found));
        return call.arrived(answers).thenApply(answered -> claimed(wanted, answered));
    }

    private Map<Slot, StoredEntry> claimed(List<Slot> wanted, Map<Slot, @Nullable Acquisition> answers) {
        Map<Slot, StoredEntry> hits = new HashMap<>();
        wanted.forEach(slot -> note(slot, answers.get(slot), hits));
        release(wanted.stream().filter(slot -> answers.get(slot) == null).toList());
        return hits;
    }

    private boolean isWanted(Slot slot) {
        return !call.isWithinLoadOf(slot)
                && !cache.hitForPass().appliesTo(call.of(slot).flight());
    }

    private Claim claimOf(Slot slot) {
        return new Claim(call.of(slot), cache, cache.ports().newBudget());
    }

    private CompletableFuture<@Nullable Acquisition> acquire(
            EntryStore store, Slot slot, Map<Slot, StoredEntry> found) {
        StoredEntry entry = found.get(slot);
        String stamp = entry == null || entry.freshness() != Freshness.FRESH ? "" : entry.stamp();
        return claim(slot).acquire(store, stamp);
    }

    private void note(Slot slot, @Nullable Acquisition acquisition, Map<Slot, StoredEntry> hits) {
        if (acquisition instanceof Acquisition.Hit hit) {
            hits.put(slot, hit.entry());
            return;
        }
        mayLag |= acquisition == null || acquisition.mayLag(true);
        if (acquisition instanceof Acquisition.Leased leased) {
            leases.put(slot, leased);
        }
    }

    /** Whether some slot may have been evicted so recently that DynamoDB lags behind it. */
    boolean mayLag() {
        return mayLag;
    }

    Set<Slot> leased() {
        return leases.keySet();
    }

    /** The fill of a slot that is leased, through a store that bundles commands. */
    LeasedFill fillOf(Slot slot, EntryStore store) {
        Acquisition.Leased lease = leases.get(slot);
        if (lease == null) {
            throw new IllegalStateException("A fill without a lease");
        }
        return new LeasedFill(call.of(slot), cache.over(store), lease, claim(slot));
    }

    /** Gives leases back, also where it is not known whether there are any. */
    void release(List<Slot> slots) {
        if (!slots.isEmpty()) {
            cache.ports()
                    .store()
                    .together(store -> slots.forEach(slot -> claim(slot).release(store)));
        }
    }

    private Claim claim(Slot slot) {
        Claim claim = claims.get(slot);
        if (claim == null) {
            throw new IllegalStateException("A lease that nobody asked for");
        }
        return claim;
    }
}
