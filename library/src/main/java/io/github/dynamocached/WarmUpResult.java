package io.github.dynamocached;

/**
 * The result of a warm-up.
 *
 * @param hits the number of keys that were cached already
 * @param loads the number of keys that were loaded
 * @param bypasses the number of keys that bypassed the cache and are not warm: Redis was unavailable, a condition excluded the
 *     call, or the call read no cache on its own thread
 * @param failures the number of calls that threw
 * @param complete whether all keys were read; false if the warm-up was stopped
 */
public record WarmUpResult(long hits, long loads, long bypasses, long failures, boolean complete) {}
