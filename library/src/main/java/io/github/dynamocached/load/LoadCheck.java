package io.github.dynamocached.load;

import java.util.Optional;

/** Checks at start whether loads can be made consistent. Called once, after all singletons have been created. */
@FunctionalInterface
public interface LoadCheck {

    /** Cannot check anything. */
    LoadCheck NONE = Optional::empty;

    /** {@return why loads cannot be consistent and what to do, empty if nothing is known to be wrong} */
    Optional<String> problem();
}
