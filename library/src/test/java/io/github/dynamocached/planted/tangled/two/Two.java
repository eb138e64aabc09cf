package io.github.dynamocached.planted.tangled.two;

/** Breaks a rule on purpose. */
public final class Two {

    /** The forbidden arrow. */
    public Class<?> target = io.github.dynamocached.planted.tangled.one.One.class;
}
