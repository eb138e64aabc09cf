package io.github.dynamocached.cache;

import java.util.function.Supplier;

/** One thing that may happen next in a {@link SearchWorld}. Its name is unique among the steps of a state. */
record SearchStep(Need need, Supplier<String> name, Runnable action) {

    /** How a step stands to the others of its state. */
    enum Need {
        /** The world is not at rest before it is taken. */
        NEEDED,
        /** Happens or does not happen: a fault, time that passes, somebody else's command. */
        OPTIONAL,
        /** Happens only where nothing needed is left: a poll that would be repeated for ever. */
        RELUCTANT
    }

    static SearchStep needed(Supplier<String> name, Runnable action) {
        return new SearchStep(Need.NEEDED, name, action);
    }

    static SearchStep optional(Supplier<String> name, Runnable action) {
        return new SearchStep(Need.OPTIONAL, name, action);
    }

    @Override
    public String toString() {
        return name.get();
    }
}
