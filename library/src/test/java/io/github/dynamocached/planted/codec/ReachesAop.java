package io.github.dynamocached.planted.codec;

/** Breaks a rule on purpose. */
public final class ReachesAop {

    /** The forbidden arrow. */
    public io.github.dynamocached.planted.aop.ReachesDynamodb target =
            new io.github.dynamocached.planted.aop.ReachesDynamodb();
}
