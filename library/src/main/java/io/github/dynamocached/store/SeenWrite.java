package io.github.dynamocached.store;

import io.github.dynamocached.CacheKey;
import java.util.concurrent.CompletionStage;

/**
 * One write to the items of some keys of one cache, from before it is sent to DynamoDB until its outcome is known. It is ended
 * once, by any thread. The rules of {@link CacheWrites} on failures and threads apply here too.
 *
 * <p>An end evicts the keys and ends the fences, with two exceptions:
 *
 * <ul>
 *   <li>After an {@link WriteOutcome#UNKNOWN unknown} outcome the fences stay open until they run out. A key without a fence is
 *       evicted once more when a fence would have run out.
 *   <li>If {@link WriteOutcome#NOT_WRITTEN nothing was written}, nothing is sent where there are no fences.
 * </ul>
 *
 * <p>If the announcement is not acknowledged at the end, one more eviction is queued. An end that comes after the fence of the
 * cache finds the write ended as one of unknown outcome. It evicts once more, unless nothing was written.
 */
public interface SeenWrite {

    /** {@return completes when the announcement is acknowledged or the budget of a call is over, at once in a cache without fences} */
    CompletionStage<Void> announced();

    /**
     * The write has ended. An eviction of {@link CacheKey#everyKeyOf every key} is {@link #owe owed} instead: the answer is
     * false at once.
     *
     * @param outcome what is known of it
     * @return whether the eviction of every key is acknowledged. One that is not is queued and retried
     */
    CompletionStage<Boolean> evict(WriteOutcome outcome);

    /**
     * The write has ended: does what {@link #evict} does, and lets nobody wait, as {@link CacheWrites#owe} does.
     *
     * @param outcome what is known of it
     */
    void owe(WriteOutcome outcome);
}
