package io.github.dynamocached.micrometer;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Names loads and gives them tags. Override what is to be different, and define a bean of this type. Without Spring Boot, pass
 * it to {@link CacheObservations}.
 */
public interface LoadObservationConvention extends ObservationConvention<LoadObservationContext> {

    /** {@return {@code dynamocached.load}} */
    @Override
    default String getName() {
        return "dynamocached.load";
    }

    /** {@return {@code load} and the name of the cache} */
    @Override
    default String getContextualName(LoadObservationContext context) {
        return "load " + context.getCacheName();
    }

    /** {@return {@code cache} and {@code outcome}} */
    @Override
    default KeyValues getLowCardinalityKeyValues(LoadObservationContext context) {
        return KeyValues.of("cache", context.getCacheName(), "outcome", CacheObservations.known(context.getOutcome()));
    }

    @Override
    default boolean supportsContext(Observation.Context context) {
        return context instanceof LoadObservationContext;
    }
}
