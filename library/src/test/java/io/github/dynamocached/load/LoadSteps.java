package io.github.dynamocached.load;

import org.jspecify.annotations.Nullable;

/** Single steps of loads, for tests that interleave them. */
public final class LoadSteps {

    private LoadSteps() {}

    /** A read of a load has ended. */
    public static void addRead(LoadContext load, boolean wasConsistent, ItemCoverage items) {
        load.addRead(wasConsistent, items, SoughtItems.UNKNOWN);
    }

    /** What runs on this thread from now on belongs to a load. */
    public static void continueWith(@Nullable LoadContext load) {
        LoadContext.continueWith(load);
    }
}
