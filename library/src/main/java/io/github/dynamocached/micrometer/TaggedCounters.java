package io.github.dynamocached.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * A counter for each constant, so that none has to be looked for by its tags when something is counted.
 *
 * @param <E> the constants
 */
final class TaggedCounters<E extends Enum<E>> {

    private final Map<E, Counter> counters;

    /**
     * Counters at zero.
     *
     * @param tag names the constant
     * @param tags that all of them have
     */
    TaggedCounters(Class<E> type, MeterName name, String tag, Tags tags, MeterRegistry registry) {
        counters = new EnumMap<>(type);
        for (E constant : type.getEnumConstants()) {
            counters.put(
                    constant,
                    name.counter().tags(tags).tag(tag, wordOf(constant)).register(registry));
        }
    }

    void count(E constant) {
        Counter counter = counters.get(constant);
        if (counter != null) {
            counter.increment();
        }
    }

    static String wordOf(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
