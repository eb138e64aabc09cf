package io.github.dynamocached;

/** The node whose load a call has waited for. */
public enum LoadingNode {
    /** Another call in the same JVM. */
    THIS,
    /** A call on another node. */
    OTHER
}
