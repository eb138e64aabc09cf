package io.github.dynamocached;

/**
 * What became of a warm-up.
 *
 * @param hits how many keys were in the cache already and cost no load
 * @param loads how many keys were loaded
 * @param bypasses how many keys were answered beside the cache, so that they are not warm: Redis was away, a condition said
 *     no, or the call read no cache on its own thread
 * @param failures how many calls threw
 * @param complete whether every key had its turn; false if the warm-up was stopped
 */
public record WarmUpResult(long hits, long loads, long bypasses, long failures, boolean complete) {}
