package io.github.dynamocached.autoconfigure;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * What is wrong with properties: gathered while they are bound and turned into settings, until they are shown at the end
 * of the start.
 */
final class PropertyProblems {

    private final Set<String> found = new ConcurrentSkipListSet<>();
    private volatile boolean open = true;

    /**
     * Adds a problem.
     *
     * @param property the full name
     * @param what what is wrong and what to do
     */
    void add(String property, String what) {
        found.add(property + ": " + what);
    }

    /** Whether problems will still be shown. */
    boolean isOpen() {
        return open;
    }

    /** All problems; none is taken any more. */
    List<String> close() {
        open = false;
        return List.copyOf(found);
    }
}
