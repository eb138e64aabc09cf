package io.github.dynamocached.planted.eviction;

/** Breaks a rule on purpose. */
public final class ReachesRedis {

    /** The forbidden arrow. */
    public io.github.dynamocached.planted.redis.ReachesCodec target =
            new io.github.dynamocached.planted.redis.ReachesCodec();
}
