package io.github.dynamocached.planted.aop;

/** Breaks a rule on purpose. */
public final class ReachesDynamodb {

    /** The forbidden arrow. */
    public io.github.dynamocached.planted.dynamodb.ReachesAnnotation target =
            new io.github.dynamocached.planted.dynamodb.ReachesAnnotation();
}
