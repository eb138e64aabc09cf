package io.github.dynamocached.cache;

import io.github.dynamocached.load.LoadContext;
import io.github.dynamocached.store.Slot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** One call of a method that loads many slots, and the fill of those that are leased. */
final class BatchLoad {

    private final CacheCore cache;
    private final BatchClaims claims;
    private final BatchLoader loader;

    BatchLoad(CacheCore cache, BatchClaims claims, BatchLoader loader) {
        this.cache = cache;
        this.claims = claims;
        this.loader = loader;
    }

    /**
     * Loads, and waits for the fills at most as long as the budget of a call.
     *
     * @param slots what is loaded, leased or not
     * @param consistent whether reads that can be consistent have to be
     * @return what was loaded
     * @throws Throwable what the loader threw
     */
    Map<Slot, Optional<Object>> load(List<Slot> slots, boolean consistent) throws Throwable {
        Ports ports = cache.ports();
        long began = ports.timing().nanos();
        LoadContext context = LoadContext.begin(slots, consistent);
        Map<Slot, Loaded> loaded = new HashMap<>();
        Map<Slot, Optional<Object>> values;
        try {
            values = cache.timed(() -> context.call(() -> loader.load(slots)));
            LoadContext.Proof proof = context.end();
            long nanos = ports.timing().nanos() - began;
            values.forEach((slot, found) -> {
                Object value = found.orElse(null);
                boolean ofAnotherSlot = !loader.isFor(slot);
                loaded.put(
                        slot,
                        new Loaded(
                                value,
                                null,
                                loader.isStorable(value),
                                ofAnotherSlot,
                                proof,
                                context.items(),
                                began,
                                nanos));
            });
        } catch (Throwable failure) {
            var unused = context.end();
            claims.release(List.copyOf(claims.leased()));
            throw failure;
        }
        return withoutEnded(values, fill(loaded));
    }

    /** An item that has ended by the clock of the server is absent for the caller too. */
    private static Map<Slot, Optional<Object>> withoutEnded(
            Map<Slot, Optional<Object>> values, Map<Slot, Answer> answers) {
        Map<Slot, Optional<Object>> left = new HashMap<>(values);
        answers.forEach((slot, answer) -> {
            if (answer.isAbsence()) {
                left.put(slot, Optional.empty());
            }
        });
        return left;
    }

    private Map<Slot, Answer> fill(Map<Slot, Loaded> loaded) {
        Ports ports = cache.ports();
        List<Slot> leased = List.copyOf(claims.leased());
        claims.release(leased.stream().filter(slot -> !loaded.containsKey(slot)).toList());
        return Bundle.answers(
                ports.store(),
                leased.stream().filter(loaded::containsKey).toList(),
                (store, slot) -> {
                    Loaded ended = Objects.requireNonNull(loaded.get(slot));
                    return claims.fillOf(slot, store).fill(ended, ended.began());
                },
                ports.budgets().call());
    }
}
