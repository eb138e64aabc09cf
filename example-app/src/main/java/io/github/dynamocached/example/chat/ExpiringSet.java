package io.github.dynamocached.example.chat;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletionStage;
import org.redisson.api.RBatch;
import org.redisson.api.RScoredSortedSetAsync;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

/**
 * A set in Redis whose members end by themselves. It is a sorted set, and a member's score is its end in milliseconds. The
 * set as a whole ends with its last member. All instances read their own clocks, which should agree within a second.
 *
 * @param key its key
 * @param life how long a member stays that is not added again
 */
record ExpiringSet(String key, Duration life) {

    private static final int MOST_MEMBERS = 1_000;

    /** Adds a member, or lets it live longer. */
    @SuppressWarnings("FutureReturnValueIgnored") // the batch fails with its commands
    void add(RBatch batch, String member) {
        long now = System.currentTimeMillis();
        RScoredSortedSetAsync<String> set = batch.getScoredSortedSet(key, StringCodec.INSTANCE);
        set.addAsync((double) (now + life.toMillis()), member);
        set.removeRangeByScoreAsync(0, true, (double) now, true);
        set.expireAsync(life);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the batch fails with its commands
    void remove(RBatch batch, String member) {
        batch.getScoredSortedSet(key, StringCodec.INSTANCE).removeAsync(member);
    }

    /** The members that have not ended, the newest 1,000 at most. */
    CompletionStage<Collection<String>> members(RedissonClient client) {
        return client.<String>getScoredSortedSet(key, StringCodec.INSTANCE)
                .valueRangeReversedAsync(
                        (double) System.currentTimeMillis(), false, Double.POSITIVE_INFINITY, true, 0, MOST_MEMBERS);
    }
}
