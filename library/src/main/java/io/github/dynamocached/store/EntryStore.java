package io.github.dynamocached.store;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.EntryState;
import io.github.dynamocached.PrimaryState;
import io.github.dynamocached.StoreListener;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The port to the server that holds the entries, one hash per key. Each operation is one atomic command and is sent at most
 * once.
 *
 * <p>No method blocks or throws. A failed stage means that the outcome is unknown. Its exception never holds a key or a
 * value. Cancelling the stage's future, or completing it from outside, gives up the command. Stages may complete on any
 * thread, which must not be blocked. While the server is away every stage fails, at once if that is known.
 */
public interface EntryStore {

    /** The writer of an eviction or fill that does not end a fence. */
    String NO_WRITER = "";

    /**
     * Sends several commands together: in one write to each primary, as far as the server allows.
     *
     * @param commands calls the given store on the calling thread. The commands are sent when it returns
     */
    default void together(Consumer<EntryStore> commands) {
        commands.accept(this);
    }

    /**
     * Reads a slot from the primary with one native command. If the format has a {@link EntryFormat#projection() projection}, the same
     * command reads that too and returns the fresher of the two, or the one filled later if both are equally fresh.
     *
     * @param slot the slot
     * @param format how the value is stored
     * @param lease whether to look at the lease too
     * @return the entry, judged by the read rule
     */
    CompletionStage<StoredEntry> read(Slot slot, EntryFormat format, boolean lease);

    /**
     * Reads a slot as {@link #read} does without the lease, but from a replica of the primary if one can be read. A replica that
     * fails is not waited for: the primary is asked within the time of the same stage. What a replica answers lags and names no
     * {@linkplain StoredEntry#watch() watch}. A store without replicas reads the primary.
     *
     * @param slot the slot
     * @param format how the value is stored
     * @return the entry, judged by the read rule with the clock and the start of the primary
     */
    default CompletionStage<StoredEntry> readFromReplica(Slot slot, EntryFormat format) {
        return read(slot, format, false);
    }

    /**
     * Asks for a lease to fill a slot, or only for recent evictions.
     *
     * @param slot the slot
     * @param format how the value is stored
     * @param request who asks, and for how long
     * @return the answer
     */
    CompletionStage<Acquisition> acquire(Slot slot, EntryFormat format, AcquireRequest request);

    /**
     * Stores a value if its token is still in the hash. The value of a writer also ends its fence and begins a hold-off.
     *
     * @param slot the slot
     * @param format how the value is stored
     * @param fill describes the value
     * @param fields the encoded value in the order of the format, null for a missing field; empty for a null result
     * @return whether it was stored
     */
    CompletionStage<FillResult> fill(Slot slot, EntryFormat format, Fill fill, byte[] @Nullable [] fields);

    /**
     * Drops the lease of a load that stores nothing, so that nobody waits for it.
     *
     * @param slot the slot
     * @param nonce the nonce of the load; the lease of another load stays
     * @return completes when the server has answered
     */
    CompletionStage<Void> release(Slot slot, String nonce);

    /**
     * Announces a write: drops all variants and leases of a key, and opens a fence.
     *
     * @param key the key
     * @param fence who writes, and for how long at most
     * @return completes when the server has acknowledged
     */
    CompletionStage<Void> begin(CacheKey key, Fence fence);

    /**
     * Announces a write as {@link #begin} does, and asks for a token to fill a slot with the written value.
     *
     * @param slot the slot
     * @param fence who writes, and for how long at most
     * @return the token for the fill, empty while another fence is open or may have been lost
     */
    CompletionStage<String> beginPut(Slot slot, Fence fence);

    /**
     * Drops all variants and leases of a key, begins its hold-off, and ends the fence of the writer. The fences of others
     * stay, and keep the key.
     *
     * @param key the key, present or not
     * @param holdOff how long reads must be consistent; zero leaves nothing behind
     * @param writer whose fence ends with its write. {@link #NO_WRITER} for a plain, retried or delayed eviction, and for a
     *     write of unknown outcome
     * @return completes when the server has acknowledged
     */
    CompletionStage<Void> evict(CacheKey key, Duration holdOff, String writer);

    /**
     * Evicts every key of a cache as {@link #evict} does without a writer: each key that exists when this is called, even
     * one with only a lease. Fences stay. This is not a single command: its time grows with the number of all keys on the
     * server. A key that does not exist gets no hold-off.
     *
     * @param cacheName the name of the cache; other caches whose names begin with it are not evicted
     * @param holdOff how long reads of the evicted keys must be consistent
     * @return completes when the server has acknowledged everything; some keys may be evicted if it fails
     */
    CompletionStage<Void> evictAll(String cacheName, Duration holdOff);

    /**
     * Looks at everything under a key and changes nothing. Not for reads, because it fetches all fields of the hash.
     *
     * @param key the key
     * @return the state now, {@link EntryState#NONE} if there is no key or it holds no entry
     */
    CompletionStage<EntryState> look(CacheKey key);

    /**
     * Fetches the values under a key as they are stored, and changes nothing. For people who look for a mistake.
     *
     * @param key the key
     * @return the fields by their names, without those that control the entry; empty from a store that shows none
     */
    default CompletionStage<Map<String, byte[]>> fields(CacheKey key) {
        return CompletableFuture.completedFuture(Map.of());
    }

    /**
     * Calls a listener whenever another process has become a primary: after a failover, after a restart, and when an earlier
     * primary comes back. That process may lack evictions that were acknowledged before. The listener runs before any
     * command returns an answer of that process. A store whose server is never replaced never calls it.
     *
     * @param listener runs on any thread and must not block
     */
    default void onNewPrimary(Runnable listener) {}

    /**
     * Watches the keys of a cache, from soon on and for as long as the store is open. Values that {@link #read} finds from then on
     * name the {@linkplain StoredEntry#watch() watch} over the process that they come from. A store that cannot watch, because it
     * has no server or the server refuses it, never names one.
     *
     * @param cacheName the name of the cache; called once for each
     * @param lag how long after its last confirmation a watch holds; the same for all caches
     * @param told is told of changed keys
     */
    default void watch(String cacheName, Duration lag, ToldKeys told) {}

    /**
     * Prepares to {@linkplain #readFromReplica read replicas} for a cache. A store that cannot do so logs why, and reads the
     * primary.
     *
     * @param cacheName the name of the cache; called once for each
     */
    default void useReplicas(String cacheName) {}

    /**
     * Notifies a listener of failed commands and of the circuit breakers. A store without a server never calls it.
     *
     * @param listener is notified from now on, and at once of the current state
     */
    default void listen(StoreListener listener) {}

    /** {@return whether commands are sent to the servers now. Empty for a store without servers. Sends nothing} */
    default List<PrimaryState> primaries() {
        return List.of();
    }
}
