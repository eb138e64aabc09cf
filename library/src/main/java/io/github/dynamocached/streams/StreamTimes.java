package io.github.dynamocached.streams;

import java.time.Duration;

/**
 * The durations of the reader.
 *
 * @param lease after which another node may lead
 * @param renewal how often the leader lengthens its lease and keeps its positions
 * @param attempt how often a node asks whether it may lead
 * @param description how often the leader asks which shards there are
 * @param overlap how long ago a record must have been processed before its position is kept. A Redis that fails over may lose
 *     the evictions of that time
 * @param trust the greatest age of a record that was not processed. Streams keep records for a day
 * @param busyRead time from one read of a shard to the next, while records come
 * @param idleRead the same, while none come
 * @param retry time until something that failed is tried again; it doubles with each failure in a row
 * @param longestRetry the longest such time
 */
record StreamTimes(
        Duration lease,
        Duration renewal,
        Duration attempt,
        Duration description,
        Duration overlap,
        Duration trust,
        Duration busyRead,
        Duration idleRead,
        Duration retry,
        Duration longestRetry) {

    /** The lease and an attempt are together less than the ten seconds in which another node takes over. */
    static final StreamTimes DEFAULT = new StreamTimes(
            Duration.ofSeconds(8),
            Duration.ofSeconds(3),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofHours(23),
            Duration.ofMillis(250),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30));

    StreamTimes withOverlap(Duration other) {
        return new StreamTimes(
                lease, renewal, attempt, description, other, trust, busyRead, idleRead, retry, longestRetry);
    }

    /** The pause after a number of failures in a row, at least one. */
    Duration retryAfter(int failures) {
        Duration pause = retry.multipliedBy(1L << Math.min(failures - 1, 10));
        return pause.compareTo(longestRetry) < 0 ? pause : longestRetry;
    }
}
