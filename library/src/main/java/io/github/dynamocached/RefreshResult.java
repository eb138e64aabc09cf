package io.github.dynamocached;

/** What became of a background refresh. */
public enum RefreshResult {
    /** The entry was replaced. */
    REFRESHED,
    /** Another node refreshes or has refreshed, or the entry was evicted: nothing was to be done. */
    NOT_NEEDED,
    /** The load failed, or its value could not be stored. The entry stays, and is not refreshed again for a while. */
    FAILED,
    /** The key is another one where and when it would be loaded. The entry stays until it expires. */
    KEY_CHANGED,
    /** There was no thread for it. */
    REJECTED
}
