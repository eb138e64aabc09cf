package io.github.dynamocached.codec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * The part of a comparison that goes through collections and maps. What has an order is compared in it. The class of a
 * collection is no part of it: a list comes back as some list.
 */
final class ComparedContents {

    private static final int MOST_WITHOUT_EQUALS = 100;

    /** Compares two values that lie at the same place. */
    @FunctionalInterface
    interface Pairs {
        @Nullable
        Loss between(@Nullable Object value, @Nullable Object decoded);
    }

    private final Pairs pairs;

    ComparedContents(Pairs pairs) {
        this.pairs = pairs;
    }

    /** Whether the two are equal if what is in them is, which a list and a set never are. */
    static boolean areEqualByContents(Object value, Object decoded) {
        return (value instanceof List && decoded instanceof List)
                || (value instanceof Set && decoded instanceof Set)
                || value instanceof Map;
    }

    /** Compares two collections, or two maps. */
    @Nullable
    Loss containers(Object value, Object decoded) {
        Comparator<?> order = orderOf(decoded);
        if (isSorted(decoded) && !isSame(orderOf(value), order)) {
            return Loss.of(Loss.Kind.ORDER, value.getClass(), decoded.getClass());
        }
        return value instanceof Map<?, ?> map
                ? maps(map, (Map<?, ?>) decoded)
                : collections((Collection<?>) value, (Collection<?>) decoded);
    }

    @Nullable
    Loss lists(Collection<?> values, Collection<?> decoded) {
        if (values.size() != decoded.size()) {
            return otherContents(values, decoded);
        }
        Iterator<?> others = decoded.iterator();
        for (Object value : values) {
            Loss loss = pairs.between(value, others.next());
            if (loss != null) {
                return loss;
            }
        }
        return null;
    }

    @Nullable
    Loss entries(Map.Entry<?, ?> entry, Map.Entry<?, ?> decoded) {
        Loss loss = pairs.between(entry.getKey(), decoded.getKey());
        return loss == null ? pairs.between(entry.getValue(), decoded.getValue()) : loss;
    }

    private @Nullable Loss collections(Collection<?> values, Collection<?> decoded) {
        Loss loss = lists(values, decoded);
        return loss != null && values instanceof Set && values.size() == decoded.size()
                ? sets(values, decoded, loss)
                : loss;
    }

    /** A set that has no order may come back in another one. */
    private @Nullable Loss sets(Collection<?> values, Collection<?> decoded, Loss inOrder) {
        Map<@Nullable Object, @Nullable Object> others = new HashMap<>();
        decoded.forEach(other -> others.put(other, other));
        for (Object value : values) {
            if (!others.containsKey(value)) {
                return withoutEquals(values, decoded, inOrder);
            }
            if (pairs.between(value, others.get(value)) != null) {
                return inOrder;
            }
        }
        return null;
    }

    /** Members without an own {@code equals} are found by their contents, each once. */
    private @Nullable Loss withoutEquals(Collection<?> values, Collection<?> decoded, Loss inOrder) {
        if (values.size() > MOST_WITHOUT_EQUALS) {
            return inOrder;
        }
        List<@Nullable Object> others = new ArrayList<>(decoded);
        for (Object value : values) {
            if (!removeLike(value, others)) {
                return inOrder;
            }
        }
        return null;
    }

    private boolean removeLike(@Nullable Object value, List<@Nullable Object> others) {
        Iterator<@Nullable Object> each = others.iterator();
        while (each.hasNext()) {
            if (pairs.between(value, each.next()) == null) {
                each.remove();
                return true;
            }
        }
        return false;
    }

    private @Nullable Loss maps(Map<?, ?> values, Map<?, ?> decoded) {
        if (values.size() != decoded.size()) {
            return otherContents(values, decoded);
        }
        Iterator<? extends Map.Entry<?, ?>> others = decoded.entrySet().iterator();
        for (Map.Entry<?, ?> entry : values.entrySet()) {
            Map.Entry<?, ?> other = others.next();
            Loss ofKey = pairs.between(entry.getKey(), other.getKey());
            if (ofKey != null) {
                return byKeys(values, decoded, ofKey);
            }
            Loss loss = pairs.between(entry.getValue(), other.getValue());
            if (loss != null) {
                return loss;
            }
        }
        return null;
    }

    private @Nullable Loss byKeys(Map<?, ?> values, Map<?, ?> decoded, Loss inOrder) {
        Map<@Nullable Object, Map.Entry<?, ?>> others = new HashMap<>();
        decoded.entrySet().forEach(other -> others.put(other.getKey(), other));
        for (Map.Entry<?, ?> entry : values.entrySet()) {
            Map.Entry<?, ?> other = others.get(entry.getKey());
            if (other == null) {
                return inOrder;
            }
            Loss loss = entries(entry, other);
            if (loss != null) {
                return loss;
            }
        }
        return null;
    }

    private static Loss otherContents(Object value, Object decoded) {
        return Loss.of(Loss.Kind.VALUE, value.getClass(), decoded.getClass());
    }

    private static boolean isSorted(Object container) {
        return container instanceof SortedSet || container instanceof SortedMap || container instanceof PriorityQueue;
    }

    private static @Nullable Comparator<?> orderOf(Object container) {
        if (container instanceof SortedSet<?> set) {
            return set.comparator();
        } else if (container instanceof SortedMap<?, ?> map) {
            return map.comparator();
        }
        return container instanceof PriorityQueue<?> queue ? queue.comparator() : null;
    }

    private static boolean isSame(@Nullable Comparator<?> order, @Nullable Comparator<?> other) {
        return (order == null || natural(order)) ? natural(other) : order.equals(other);
    }

    private static boolean natural(@Nullable Comparator<?> order) {
        return order == null || order.equals(Comparator.naturalOrder());
    }
}
