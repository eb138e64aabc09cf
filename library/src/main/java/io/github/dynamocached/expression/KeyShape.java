package io.github.dynamocached.expression;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is known about the keys of an attribute before any call: the number of parts, and which of them are lists. Keys of
 * different shapes are never equal.
 *
 * @param parts the parts in order, empty where their number is not known
 */
public record KeyShape(Optional<List<Part>> parts) {

    /** The kind of a part. All single values are of one kind, because a number and a text may be the same part. */
    public enum Part {
        /** One value. */
        VALUE,
        /** A list of values. */
        LIST,
        /** Known at the call alone. */
        ANYTHING
    }

    /** Nothing is known. */
    public static final KeyShape UNKNOWN = new KeyShape(Optional.empty());

    /**
     * The shape of a key of these parts.
     *
     * @param parts what is known of each part, in their order
     * @return the shape
     */
    public static KeyShape of(List<Part> parts) {
        return new KeyShape(Optional.of(parts));
    }

    /**
     * Whether the number of parts is known.
     *
     * @return false if nothing is known before a call
     */
    public boolean isKnown() {
        return parts.isPresent();
    }

    /**
     * Whether a key of this shape may equal a key of the other.
     *
     * @param other the shape of another key
     * @return false only if no key can have both shapes
     */
    public boolean meets(KeyShape other) {
        if (parts.isEmpty() || other.parts.isEmpty()) {
            return true;
        }
        List<Part> these = parts.get();
        List<Part> those = other.parts.get();
        boolean meets = these.size() == those.size();
        for (int i = 0; meets && i < these.size(); i++) {
            Part part = these.get(i);
            meets = part == those.get(i) || part == Part.ANYTHING || those.get(i) == Part.ANYTHING;
        }
        return meets;
    }

    /** As messages show it: {@code (value, list)}. */
    @Override
    public String toString() {
        return parts.map(known -> known.stream()
                        .map(part -> part.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", ", "(", ")")))
                .orElse("(...)");
    }
}
