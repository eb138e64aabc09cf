package io.github.dynamocached;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the server holds under one key at one moment. For people and tests: it may have changed a moment later, so do not
 * base decisions on it.
 *
 * @param timeToLive how long the server keeps the key; zero if there is no key
 * @param holdOff how long reads are still consistent after an eviction; zero if there was none
 * @param fences how many announced writes may still be under way
 * @param variants the values and leases under the key, in the order of their variants
 */
public record EntryState(Duration timeToLive, Duration holdOff, int fences, List<VariantState> variants) {

    /** No key. */
    public static final EntryState NONE = new EntryState(Duration.ZERO, Duration.ZERO, 0, List.of());

    /**
     * Copies the list.
     *
     * @param timeToLive how long the server keeps the key
     * @param holdOff how long reads are still consistent after an eviction
     * @param fences how many announced writes may still be under way
     * @param variants the values and leases under the key
     */
    public EntryState {
        variants = List.copyOf(variants);
    }

    /** {@return whether the server has the key, be it only for a hold-off, a fence or a lease} */
    public boolean hasKey() {
        return !timeToLive.isZero();
    }

    /**
     * The state of one variant.
     *
     * @param variant the variant, empty for the full entity
     * @return its value or its lease, empty if it has neither
     */
    public Optional<VariantState> variant(String variant) {
        return variants.stream()
                .filter(state -> state.variant().equals(variant))
                .findFirst();
    }

    @Override
    public String toString() {
        return hasKey()
                ? "key for " + timeToLive + ", hold-off " + holdOff + ", " + fences + " fences, variants " + variants
                : "no key";
    }
}
