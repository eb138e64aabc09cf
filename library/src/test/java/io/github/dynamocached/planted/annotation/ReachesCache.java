package io.github.dynamocached.planted.annotation;

/** Breaks a rule on purpose. */
public final class ReachesCache {

    /** The forbidden arrow. */
    public io.github.dynamocached.planted.cache.ReachesRedis target =
            new io.github.dynamocached.planted.cache.ReachesRedis();
}
