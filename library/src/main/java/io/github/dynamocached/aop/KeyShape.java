package io.github.dynamocached.aop;

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
record KeyShape(Optional<List<Part>> parts) {

    /** The kind of a part. All single values are of one kind, because a number and a text may be the same part. */
    enum Part {
        VALUE,
        LIST,
        ANYTHING
    }

    /** Nothing is known. */
    static final KeyShape UNKNOWN = new KeyShape(Optional.empty());

    static KeyShape of(List<Part> parts) {
        return new KeyShape(Optional.of(parts));
    }

    boolean isKnown() {
        return parts.isPresent();
    }

    /** Whether a key of this shape may equal a key of the other. */
    boolean meets(KeyShape other) {
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
