package io.github.dynamocached.micrometer;

import io.github.dynamocached.NearState;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The meters of near caches. They ask for the state when the registry is read, so a hit costs nothing more. */
final class NearMeters {

    private NearMeters() {}

    /** Registers those of a cache, and those of the node unless another cache has. */
    static void register(MeterRegistry registry, Tags ofCache, Supplier<NearState> near) {
        FunctionTimer.builder(
                        MeterName.NEAR_AGE.text(),
                        near,
                        watched -> watched.get().hits(),
                        watched -> watched.get().hitsAge().toMillis(),
                        TimeUnit.MILLISECONDS)
                .description(MeterName.NEAR_AGE.description())
                .tags(ofCache)
                .register(registry);
        counter(registry, MeterName.NEAR_TOLD, ofCache, near, NearState::told);
        counter(registry, MeterName.NEAR_LOSSES, ofCache, near, NearState::losses);
        TimeGauge.builder(MeterName.NEAR_BEHIND.text(), near, TimeUnit.NANOSECONDS, NearMeters::behind)
                .description(MeterName.NEAR_BEHIND.description())
                .tags(ofCache)
                .strongReference(true)
                .register(registry);
        if (registry.find(MeterName.NEAR_DISPLACED.text()).meter() == null) {
            registerThoseOfTheNode(registry, near);
        }
    }

    private static void registerThoseOfTheNode(MeterRegistry registry, Supplier<NearState> near) {
        counter(registry, MeterName.NEAR_DISPLACED, Tags.empty(), near, NearState::displaced);
        gauge(registry, MeterName.NEAR_SIZE, "bytes", near, NearState::bytes);
        gauge(registry, MeterName.NEAR_KEYS, null, near, NearState::keys);
    }

    private static double behind(Supplier<NearState> near) {
        Duration behind = near.get().behind();
        return behind == null ? Double.NaN : behind.toNanos();
    }

    /** Counts keep their source alive, which the caches do anyway. */
    private static void counter(
            MeterRegistry registry,
            MeterName name,
            Tags tags,
            Supplier<NearState> near,
            ToDoubleFunction<NearState> count) {
        FunctionCounter.builder(name.text(), near, watched -> count.applyAsDouble(watched.get()))
                .description(name.description())
                .tags(tags)
                .register(registry);
    }

    private static void gauge(
            MeterRegistry registry,
            MeterName name,
            @Nullable String unit,
            Supplier<NearState> near,
            ToDoubleFunction<NearState> value) {
        Gauge.builder(name.text(), near, watched -> value.applyAsDouble(watched.get()))
                .description(name.description())
                .baseUnit(unit)
                .strongReference(true)
                .register(registry);
    }
}
