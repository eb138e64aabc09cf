package io.github.dynamocached;

/** Why a background refresh began. */
public enum RefreshTrigger {
    /** A read returned a stale value. */
    STALE,
    /** A read returned a fresh value that expires soon. */
    EARLY
}
