package io.github.dynamocached.store;

import io.github.dynamocached.CacheKey;
import java.util.concurrent.CompletionStage;

/**
 * One write to the items of some keys of one cache, from before it is sent to DynamoDB until its outcome is known. It is ended
 * once, by any thread. The rules of {@link CacheWrites} on failures and threads apply here too.
 *
 * <p>An end that comes after the fence of the cache finds the write ended as one of unknown outcome. It evicts once more,
 * unless nothing was written.
 */
public interface SeenWrite {

    /** {@return completes when the announcement is acknowledged or the budget of a call is over, at once in a cache without fences} */
    CompletionStage<Void> announced();

    /**
     * The write has succeeded: evicts the keys, and ends the fences. If the announcement is not acknowledged by now, one more
     * eviction is queued. An eviction of {@link CacheKey#everyKeyOf every key} is owed instead: the answer is false at once.
     *
     * @return whether the eviction of every key is acknowledged. One that is not is queued and retried
     */
    CompletionStage<Boolean> evict();

    /** The write has succeeded: does what {@link #evict} does, and lets nobody wait, as {@link CacheWrites#owe} does. */
    void owe();

    /**
     * The write threw or timed out, so it may still happen: evicts the keys, and leaves the fences open until they run out. A
     * key without a fence is evicted once more when a fence would have run out. An eviction of every key is owed, as in
     * {@link #evict}.
     *
     * @return whether the eviction of every key is acknowledged. One that is not is queued and retried
     */
    CompletionStage<Boolean> evictUnknown();

    /**
     * It is known that nothing was written, and nothing will be: ends the fences, which evicts the keys. Sends nothing if there
     * are no fences.
     *
     * @return whether that is acknowledged
     */
    CompletionStage<Boolean> notWritten();
}
