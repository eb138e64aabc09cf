package io.github.dynamocached.micrometer;

import io.github.dynamocached.RefreshTrigger;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a background refresh, for conventions and handlers of observations. Its parent is the observation in which
 * the value was read. It never has a key or a value of the cache.
 */
public final class RefreshObservationContext extends Observation.Context {

    private final String cacheName;
    private final RefreshTrigger trigger;
    private volatile @Nullable String outcome;

    RefreshObservationContext(String cacheName, RefreshTrigger trigger) {
        this.cacheName = cacheName;
        this.trigger = trigger;
    }

    /** {@return the name of the cache} */
    public String getCacheName() {
        return cacheName;
    }

    /** {@return why the value is refreshed} */
    public RefreshTrigger getTrigger() {
        return trigger;
    }

    /** {@return the {@link io.github.dynamocached.RefreshResult} in lower case, null before the end} */
    public @Nullable String getOutcome() {
        return outcome;
    }

    void setOutcome(String outcome) {
        this.outcome = outcome;
    }
}
