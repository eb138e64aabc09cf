package io.github.dynamocached.cache;

import java.util.EnumSet;
import java.util.Set;

/** How many faults may still happen in a {@link SearchWorld}, and of which kinds. */
final class SearchFaults {

    /** The kinds of faults that are counted. */
    enum Kind {
        /** A command, or the answer to it, is given up: its stage fails. It may be executed later or never. */
        GIVEN_UP,
        /** The same of evictions only. */
        EVICTION_GIVEN_UP,
        /** A command is executed once more. */
        REPEATED,
        /** A load throws. */
        FAILED_LOAD,
        /** A load throws what concerns its own caller alone. */
        ABANDONED_LOAD
    }

    private final Set<Kind> kinds;
    private int left;

    SearchFaults(int most, Set<Kind> kinds) {
        this.left = most;
        this.kinds = kinds.isEmpty() ? EnumSet.noneOf(Kind.class) : EnumSet.copyOf(kinds);
    }

    boolean mayHappen(Kind kind) {
        return left > 0 && kinds.contains(kind);
    }

    void happens() {
        left--;
    }

    @Override
    public String toString() {
        return String.valueOf(left);
    }
}
