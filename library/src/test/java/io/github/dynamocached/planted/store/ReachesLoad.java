package io.github.dynamocached.planted.store;

/** Breaks a rule on purpose. */
public final class ReachesLoad {

    /** The forbidden arrow. */
    public io.github.dynamocached.planted.load.ReachesWarmup target =
            new io.github.dynamocached.planted.load.ReachesWarmup();
}
