package io.github.dynamocached.planted.plain;

/** Breaks a rule on purpose. */
public final class ReachesSpring {

    /** The forbidden arrow. */
    public org.springframework.core.SimpleAliasRegistry target = new org.springframework.core.SimpleAliasRegistry();
}
