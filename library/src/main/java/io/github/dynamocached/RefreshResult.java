package io.github.dynamocached;

/** How a background refresh ended. */
public enum RefreshResult {
    /** The entry was replaced. */
    REFRESHED,
    /** Another node refreshes the entry or has just done so, or the entry was evicted. */
    NOT_NEEDED,
    /** The load failed, or its value could not be stored. The entry stays and is refreshed again later. */
    FAILED,
    /** The key has another value on the refresh thread. The entry stays until it expires. */
    KEY_CHANGED,
    /** No thread was free. */
    REJECTED
}
