package io.github.dynamocached.cache;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Consistency;
import java.time.Duration;

/** The consistency of a cache: as its settings say, otherwise strict as soon as some method evicts from it. */
final class Level {

    private final CacheSettings settings;
    private volatile boolean evicted;

    Level(CacheSettings settings) {
        this.settings = settings;
    }

    void expectEvictions() {
        evicted = true;
    }

    /** Whether some method or table binding evicts, as far as is known. */
    boolean expectsEvictions() {
        return evicted;
    }

    Consistency consistency() {
        Consistency chosen = settings.consistency();
        if (chosen != null) {
            return chosen;
        }
        return evicted ? Consistency.STRICT : Consistency.EVENTUAL;
    }

    /** Whether every load reads consistently. */
    boolean isStrict() {
        return consistency() != Consistency.EVENTUAL;
    }

    /** Whether writers announce themselves. */
    boolean isFenced() {
        return settings.consistency() == Consistency.FENCED;
    }

    /** How long a primary that started recently may have lost a fence; zero in a cache without fences. */
    Duration fence() {
        return isFenced() ? settings.fence() : Duration.ZERO;
    }
}
