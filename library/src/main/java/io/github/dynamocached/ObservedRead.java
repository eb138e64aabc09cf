package io.github.dynamocached;

/**
 * The outcome of a read without its value.
 *
 * @param cacheName the name of the cache
 * @param source where the value came from
 * @param ageMillis milliseconds since the value was filled, by the clock of Redis; 0 for a loaded value
 * @param isAbsence whether there was no value
 */
public record ObservedRead(String cacheName, Outcome.Source source, long ageMillis, boolean isAbsence) {

    /** {@return whether it was a hit: fresh, stale or from the memory of this node} */
    public boolean isFromCache() {
        return source == Outcome.Source.HIT || source == Outcome.Source.NEAR || source == Outcome.Source.STALE;
    }
}
