package io.github.dynamocached.cache;

import java.util.List;

/** Somebody who acts in a {@link SearchWorld} by himself: a caller, a writer, a fault. */
interface SearchActor {

    /** Adds what this actor may do next. */
    void addSteps(List<SearchStep> steps);

    /** Everything is at rest. */
    default void atRest() {}

    /** What this actor has done so far, as text: equal only for actors that go on in the same way. */
    String state();
}
