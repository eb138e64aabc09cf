package io.github.dynamocached.cache;

import org.jspecify.annotations.Nullable;

/** The consistency of a cache: what its settings say, else strict as soon as some method evicts from it. */
final class Level {

    private final @Nullable Consistency chosen;
    private volatile boolean evicted;

    Level(@Nullable Consistency chosen) {
        this.chosen = chosen;
    }

    void evictedBySomeMethod() {
        evicted = true;
    }

    Consistency consistency() {
        if (chosen != null) {
            return chosen;
        }
        return evicted ? Consistency.STRICT : Consistency.EVENTUAL;
    }

    boolean isStrict() {
        return consistency() != Consistency.EVENTUAL;
    }
}
