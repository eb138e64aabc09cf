package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.CacheSettingsBuilder;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The properties of shadow verification in the settings of a cache. */
final class ConfiguredShadow {

    private ConfiguredShadow() {}

    /** Passes the value of a property on unless it is null, and reports one that is refused. */
    interface Setter {
        <T> boolean set(String property, @Nullable T value, Consumer<T> setter);
    }

    static void set(
            CacheSettingsBuilder builder,
            UnaryOperator<String> place,
            DynamoCachedProperties.Shadow own,
            Setter setter) {
        setter.set(
                place.apply("shadow.sample-rate"),
                own.sampleRate(),
                rate -> builder.shadow(shadow -> shadow.withSampleRate(rate)));
        setter.set(
                place.apply("shadow.concurrency"),
                own.concurrency(),
                most -> builder.shadow(shadow -> shadow.withConcurrency(most)));
        setter.set(
                place.apply("shadow.max-share"),
                own.maxShare(),
                share -> builder.shadow(shadow -> shadow.withMaxShare(share)));
        setter.set(place.apply("shadow.heal"), own.heal(), heal -> builder.shadow(shadow -> shadow.withHeal(heal)));
    }
}
