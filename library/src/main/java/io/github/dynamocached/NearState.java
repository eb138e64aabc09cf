package io.github.dynamocached;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The near cache of this node as of now. The bytes, keys and displaced keys are those of all caches of the node, which share one
 * budget; the rest is that of one cache.
 *
 * @param bytes the size of everything that is kept, roughly
 * @param keys the number of keys of which something is kept
 * @param displaced how many keys made room for others so far
 * @param hits how often a read of this cache was answered from memory
 * @param hitsAge the sum of the ages of the values at these hits
 * @param unitsSaved the read capacity units that their loads had consumed, counted for each hit
 * @param told how often the server has told that a key of this cache has changed
 * @param losses how often everything that was read from one server was dropped: its channel broke, or its data were deleted
 * @param behind how long ago the server that was read from last was known to have told all changes; null without an open channel
 */
public record NearState(
        long bytes,
        long keys,
        long displaced,
        long hits,
        Duration hitsAge,
        double unitsSaved,
        long told,
        long losses,
        @Nullable Duration behind) {}
