package io.github.dynamocached.planted.redis;

/** Breaks a rule on purpose. */
public final class ReachesCodec {

    /** The forbidden arrow. */
    public io.github.dynamocached.planted.codec.ReachesAop target =
            new io.github.dynamocached.planted.codec.ReachesAop();
}
