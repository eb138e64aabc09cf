package io.github.dynamocached.micrometer;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/** What is known of a load, for conventions and handlers of observations. It never has a key or a value of the cache. */
public final class LoadObservationContext extends Observation.Context {

    private final String cacheName;
    private volatile @Nullable String outcome;

    LoadObservationContext(String cacheName) {
        this.cacheName = cacheName;
    }

    /** {@return the name of the cache} */
    public String getCacheName() {
        return cacheName;
    }

    /** {@return {@code success} or {@code failure}, null before the end} */
    public @Nullable String getOutcome() {
        return outcome;
    }

    void setOutcome(String outcome) {
        this.outcome = outcome;
    }
}
