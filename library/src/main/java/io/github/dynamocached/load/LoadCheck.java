package io.github.dynamocached.load;

import java.util.Optional;

/**
 * Says at the start whether loads can be made consistent at all. Called once by the thread that starts the application,
 * when all singletons are there.
 */
@FunctionalInterface
public interface LoadCheck {

    /** Loads are made consistent in a way that cannot be looked at. */
    LoadCheck NONE = Optional::empty;

    /**
     * What keeps loads from being consistent.
     *
     * @return what is wrong and what to do, empty if nothing is known to be wrong
     */
    Optional<String> problem();
}
