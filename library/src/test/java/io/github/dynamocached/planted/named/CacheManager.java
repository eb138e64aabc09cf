package io.github.dynamocached.planted.named;

/** Breaks a rule on purpose. */
public final class CacheManager {

    /** The forbidden arrow. */
    public Object target = new Object();
}
