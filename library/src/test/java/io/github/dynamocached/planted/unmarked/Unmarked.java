package io.github.dynamocached.planted.unmarked;

/** Breaks a rule on purpose. */
public final class Unmarked {

    /** The forbidden arrow. */
    public Object target = new Object();
}
