package io.github.dynamocached.micrometer;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Names Redis commands and gives them tags. Override what is to be different, and define a bean of this type. Without Spring
 * Boot, pass it to {@link CacheObservations}.
 */
public interface CommandObservationConvention extends ObservationConvention<CommandObservationContext> {

    /** {@return {@code dynamocached.redis.command}} */
    @Override
    default String getName() {
        return "dynamocached.redis.command";
    }

    /** {@return the command} */
    @Override
    default String getContextualName(CommandObservationContext context) {
        return context.getCommand();
    }

    /** {@return {@code command} and {@code outcome}} */
    @Override
    default KeyValues getLowCardinalityKeyValues(CommandObservationContext context) {
        return KeyValues.of("command", context.getCommand(), "outcome", CacheObservations.known(context.getOutcome()));
    }

    @Override
    default boolean supportsContext(Observation.Context context) {
        return context instanceof CommandObservationContext;
    }
}
