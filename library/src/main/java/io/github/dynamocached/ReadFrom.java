package io.github.dynamocached;

/** Which server of Redis the first lookup of a read asks. Everything else goes to the primary in either case. */
public enum ReadFrom {
    /** The primary of the key. */
    PRIMARY,
    /**
     * A replica of that primary. It lags, so a read may return a value for some seconds after another node has evicted it. The
     * primary answers where no replica is connected, or where the replica fails, has lost its primary or is about five seconds
     * behind. It also answers for a minute after this node has evicted the key.
     */
    REPLICA
}
