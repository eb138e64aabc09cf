package io.github.dynamocached.planted.near;

/** Breaks a rule on purpose. */
public final class ReachesProtocol {

    /** The forbidden arrow. */
    public io.github.dynamocached.planted.cache.ReachesRedis target =
            new io.github.dynamocached.planted.cache.ReachesRedis();
}
