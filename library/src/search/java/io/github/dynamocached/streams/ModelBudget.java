package io.github.dynamocached.streams;

import java.util.EnumMap;
import java.util.Map;

/** How often each event may still happen. */
final class ModelBudget {

    /** What nobody decides on. */
    enum Event {
        WRITE,
        LOAD,
        SPLIT,
        FLUSH,
        FAILOVER,
        SILENCE,
        TRIM,
        DAY,
        NEW_STREAM,
        EXPIRY,
        DEATH,
        END_OF_LEASE
    }

    private final Map<Event, Integer> left;

    private ModelBudget(Map<Event, Integer> left) {
        this.left = left;
    }

    static ModelBudget none() {
        return new ModelBudget(new EnumMap<>(Event.class));
    }

    ModelBudget with(Event event, int times) {
        ModelBudget more = copy();
        more.left.put(event, times);
        return more;
    }

    boolean allows(Event event) {
        return left.getOrDefault(event, 0) > 0;
    }

    void spend(Event event) {
        left.merge(event, -1, Integer::sum);
    }

    ModelBudget copy() {
        return new ModelBudget(new EnumMap<>(left));
    }

    void appendTo(StringBuilder key) {
        for (Event event : Event.values()) {
            key.append((char) ('0' + left.getOrDefault(event, 0)));
        }
    }

    @Override
    public String toString() {
        return left.toString();
    }
}
