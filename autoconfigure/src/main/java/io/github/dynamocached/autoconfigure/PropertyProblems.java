package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.MisuseException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Problems with properties and with the Redis that they name. They are collected while properties are bound and turned into
 * settings, and shown together at the end of the startup.
 */
final class PropertyProblems {

    private final Set<String> found = new ConcurrentSkipListSet<>();
    private volatile boolean open = true;

    /**
     * Adds a problem.
     *
     * @param property the full name
     * @param what the problem and what to do
     */
    void add(String property, String what) {
        found.add(property + ": " + what);
    }

    /**
     * Adds the problems of an exception.
     *
     * @throws MisuseException the same, if problems are no longer shown
     */
    void add(MisuseException refused) {
        if (!open) {
            throw refused;
        }
        found.addAll(refused.problems());
    }

    /** Whether further problems are still shown. */
    boolean isOpen() {
        return open;
    }

    /** Ends the collection and returns all problems. */
    List<String> close() {
        open = false;
        return List.copyOf(found);
    }
}
