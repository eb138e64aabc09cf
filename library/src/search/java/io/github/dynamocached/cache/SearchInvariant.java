package io.github.dynamocached.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.dynamocached.Freshness;
import io.github.dynamocached.memory.InMemoryServer;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.StoredEntry;
import org.jspecify.annotations.Nullable;

/**
 * What must hold in every state: promise P1 for every read and for what the next read would find, a time to live on
 * every key, and a bound on the loads where the scenario has one.
 */
final class SearchInvariant {

    private final InMemoryServer server;
    private final EntryStore intact;
    private final EntryFormat format = new TextCodec().format();
    private final int mostLoads;
    private final SearchAges ages;
    private int acknowledged;
    private int loads;
    private @Nullable String violation;

    SearchInvariant(InMemoryServer server, EntryStore intact, int mostLoads, SearchAges ages) {
        this.server = server;
        this.intact = intact;
        this.mostLoads = mostLoads;
        this.ages = ages;
    }

    /** The eviction after that version's write is acknowledged: no read that begins now may return an older one. */
    void acknowledged(int version) {
        acknowledged = Math.max(acknowledged, version);
        ages.emptied();
    }

    /** Somebody has deleted the key. */
    void deleted() {
        ages.emptied();
    }

    /** What was acknowledged may be lost, and has to be acknowledged again. */
    void loseAcknowledged() {
        acknowledged = 0;
    }

    /** The oldest version that a read may return which begins now. */
    int required() {
        return acknowledged;
    }

    /** Somebody loads. */
    void loads(String who, int loadsOfThatCall) {
        loads++;
        if (loadsOfThatCall > 1) {
            violated(who + " called its loader twice");
        }
        if (loads > mostLoads) {
            violated("there were " + loads + " loads and no fault");
        }
    }

    /** Somebody got an answer. */
    void answered(String who, int version, int required) {
        if (version < required) {
            violated(who + " got v" + version + " although the eviction after the write of v" + required
                    + " was acknowledged before the call began");
        }
    }

    void violated(String what) {
        if (violation == null) {
            violation = what;
        }
    }

    void check() {
        if (server.hasKeyWithoutTimeToLive()) {
            violated("a key has no time to live");
        }
        StoredEntry entry = intact.read(SearchScenario.SLOT, format, false)
                .toCompletableFuture()
                .join();
        byte[] text = mayBeReturned(entry) ? entry.fields()[0] : null;
        if (text != null) {
            int version = SearchDatabase.version(new String(text, UTF_8));
            answered("the next read", version, acknowledged);
            String problem = ages.problemOf(entry, version);
            if (problem != null) {
                violated(problem);
            }
        }
    }

    private static boolean mayBeReturned(StoredEntry entry) {
        return entry.freshness() == Freshness.FRESH || entry.freshness() == Freshness.STALE;
    }

    @Nullable
    String violation() {
        return violation;
    }

    @Override
    public String toString() {
        return acknowledged + "/" + (mostLoads == Integer.MAX_VALUE ? 0 : loads) + ages;
    }
}
