package io.github.dynamocached.planted.dynamodb;

/** Breaks a rule on purpose. */
public final class ReachesAnnotation {

    /** The forbidden arrow. */
    public Class<?> target = io.github.dynamocached.planted.annotation.ReachesCache.class;
}
