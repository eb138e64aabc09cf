package io.github.dynamocached;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What lies under one key, for people who look: as of one moment of the server's clock, and perhaps different a moment
 * later. Nothing is to be decided by it; reads have their own rule.
 *
 * @param timeToLive for how long the server keeps the key, whatever is in it; zero where there is no key
 * @param holdOff for how long reads are still consistent after an eviction, zero for not at all
 * @param fences how many writes that announced themselves may still be under way
 * @param variants the values under the key and the leases for such, in the order of their variants
 */
public record EntryState(Duration timeToLive, Duration holdOff, int fences, List<VariantState> variants) {

    /** No key. */
    public static final EntryState ABSENT = new EntryState(Duration.ZERO, Duration.ZERO, 0, List.of());

    /**
     * A state.
     *
     * @param timeToLive for how long the server keeps the key
     * @param holdOff for how long reads are still consistent after an eviction
     * @param fences how many writes may still be under way
     * @param variants the values under the key and the leases for such
     */
    public EntryState {
        variants = List.copyOf(variants);
    }

    /**
     * Whether there is nothing under the key, not even what an eviction or a load leaves there.
     *
     * @return whether the key is not on the server
     */
    public boolean isAbsent() {
        return timeToLive.isZero();
    }

    /**
     * What is known of one slot.
     *
     * @param variant the variant of the slot, empty for the full entity
     * @return its value or its lease, empty where it has neither
     */
    public Optional<VariantState> variant(String variant) {
        return variants.stream()
                .filter(state -> state.variant().equals(variant))
                .findFirst();
    }

    @Override
    public String toString() {
        return isAbsent()
                ? "no key"
                : "key for " + timeToLive + ", hold-off " + holdOff + ", " + fences + " fences, variants " + variants;
    }
}
