package io.github.dynamocached.planted.load;

/** Breaks a rule on purpose. */
public final class ReachesWarmup {

    /** The forbidden arrow. */
    public io.github.dynamocached.planted.warmup.ReachesProtocol target =
            new io.github.dynamocached.planted.warmup.ReachesProtocol();
}
