package io.github.dynamocached.planted;

/** Breaks a rule on purpose. */
public final class ReachesStore {

    /** The forbidden arrow. */
    public io.github.dynamocached.planted.store.ReachesLoad target =
            new io.github.dynamocached.planted.store.ReachesLoad();
}
