package io.github.dynamocached.planted.tangled.one;

/** Breaks a rule on purpose. */
public final class One {

    /** The forbidden arrow. */
    public io.github.dynamocached.planted.tangled.two.Two target = new io.github.dynamocached.planted.tangled.two.Two();
}
