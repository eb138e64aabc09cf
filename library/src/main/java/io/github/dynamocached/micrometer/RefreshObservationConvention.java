package io.github.dynamocached.micrometer;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Names background refreshes and gives them tags. Override what is to be different, and define a bean of this type. Without
 * Spring Boot, pass it to {@link CacheObservations}.
 */
public interface RefreshObservationConvention extends ObservationConvention<RefreshObservationContext> {

    /** {@return {@code dynamocached.refresh}} */
    @Override
    default String getName() {
        return "dynamocached.refresh";
    }

    /** {@return {@code refresh} and the name of the cache} */
    @Override
    default String getContextualName(RefreshObservationContext context) {
        return "refresh " + context.getCacheName();
    }

    /** {@return {@code cache}, {@code outcome} and {@code trigger}} */
    @Override
    default KeyValues getLowCardinalityKeyValues(RefreshObservationContext context) {
        return KeyValues.of(
                "cache",
                context.getCacheName(),
                "outcome",
                CacheObservations.known(context.getOutcome()),
                "trigger",
                TaggedCounters.wordOf(context.getTrigger()));
    }

    @Override
    default boolean supportsContext(Observation.Context context) {
        return context instanceof RefreshObservationContext;
    }
}
