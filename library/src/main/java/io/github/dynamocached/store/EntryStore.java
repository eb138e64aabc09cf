package io.github.dynamocached.store;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.EntryState;
import io.github.dynamocached.StoreListener;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The port to where entries lie: one hash per key. Each operation is one atomic command of the server and is sent at
 * most once.
 *
 * <p>No method blocks or throws. A stage that fails means that the outcome is unknown; its exception never holds a key
 * or a value. Completing the stage's future from outside, as cancelling and timeouts do, gives up the command. Stages may complete on any thread, which must not be
 * blocked. With the server away every stage fails, at once where that is known.
 */
public interface EntryStore {

    /** The writer of an eviction or fill that ends no fence. */
    String NO_WRITER = "";

    /**
     * Sends several commands as one, as far as the server allows: in one write to each primary.
     *
     * @param commands calls the given store, on the calling thread. What it sends leaves when it returns
     */
    default void together(Consumer<EntryStore> commands) {
        commands.accept(this);
    }

    /**
     * Reads a slot from the primary with one native command. Where a part of the full entity stands for the value too, the
     * same command reads it, and the fresher of the two is found; of two that are equally fresh, the one filled later.
     *
     * @param slot the slot
     * @param format how the value lies in it
     * @param lease whether the lease is to be looked at too
     * @return the entry as the read rule judges it
     */
    CompletionStage<StoredEntry> read(Slot slot, EntryFormat format, boolean lease);

    /**
     * Asks for the right to fill a slot, or only for recent evictions.
     *
     * @param slot the slot
     * @param format how the value lies in it
     * @param request who asks, and for how long
     * @return the answer
     */
    CompletionStage<Acquisition> acquire(Slot slot, EntryFormat format, AcquireRequest request);

    /**
     * Stores a value if its token is still in the hash. That of a writer also ends its fence and begins a hold-off.
     *
     * @param slot the slot
     * @param format how the value lies in it
     * @param fill what is known of the value
     * @param fields the encoded value in the order of the format, null for an absent field; empty for an absence
     * @return what became of it
     */
    CompletionStage<FillResult> fill(Slot slot, EntryFormat format, Fill fill, byte[] @Nullable [] fields);

    /**
     * Drops the lease of a load that stores nothing, so that nobody waits for it.
     *
     * @param slot the slot
     * @param nonce the nonce of the load; the lease of another one stays
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
     * Announces a write as {@link #begin} does, and asks for the right to fill a slot with what will be written.
     *
     * @param slot the slot
     * @param fence who writes, and for how long at most
     * @return the token for the fill, empty while another fence is open or may have been lost
     */
    CompletionStage<String> beginPut(Slot slot, Fence fence);

    /**
     * Drops all variants and leases of a key, begins its hold-off, and ends the fence of the writer. The fences of others
     * stay, and with them the key.
     *
     * @param key the key, present or not
     * @param holdOff for how long reads must be consistent; zero leaves nothing behind
     * @param writer whose fence ends because its write has; {@link #NO_WRITER} for a plain, repeated or delayed eviction,
     *     and for that of a write whose outcome is unknown
     * @return completes when the server has acknowledged
     */
    CompletionStage<Void> evict(CacheKey key, Duration holdOff, String writer);

    /**
     * Evicts every key of a cache as {@link #evict} does without a writer: each key that was there when this was called,
     * also one that holds only a lease. Fences stay. It is no single command, and takes as long as there are keys on the
     * server, of whatever kind. A key that is not there gets no hold-off.
     *
     * @param cacheName the name of the cache; caches whose names begin with it are left alone
     * @param holdOff for how long reads of the evicted keys must be consistent
     * @return completes when the server has acknowledged all of it; a failure may have evicted some keys
     */
    CompletionStage<Void> evictAll(String cacheName, Duration holdOff);

    /**
     * Looks at everything that lies under a key, and changes nothing. Not for reads: it sees all fields of the hash.
     *
     * @param key the key
     * @return what lies there now, {@link EntryState#ABSENT} for nothing and for a key that holds no entry
     */
    CompletionStage<EntryState> look(CacheKey key);

    /**
     * Asks to be told whenever another process has become a primary: after a failover, after a restart, and when one comes
     * back after another has served. It may lack what was acknowledged before. The listener has run before any command
     * returns an answer of that process. A store whose server is never replaced tells nothing.
     *
     * @param listener runs on any thread, which it must not block
     */
    default void onNewPrimary(Runnable listener) {}

    /**
     * Asks to be told how this store gets on with its server. A store without one tells nothing.
     *
     * @param listener hears of everything from now on, and of how it is now
     */
    default void listen(StoreListener listener) {}
}
