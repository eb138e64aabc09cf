package io.github.dynamocached.cache;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.eviction.PoisonedKeys;
import io.github.dynamocached.memory.InMemoryServer;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.Fill;
import io.github.dynamocached.store.FillResult;
import io.github.dynamocached.store.Slot;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A way in which the protocol is broken on purpose, to see that the search finds out. Nothing is broken by default. */
interface BrokenVariant {

    /** The protocol as it is. */
    BrokenVariant NONE = new BrokenVariant() {};

    /** The scripts of one client. */
    default EntryStore scripts(EntryStore intact, InMemoryServer server, String client) {
        return intact;
    }

    /** What a node takes for the moment at which a call began. */
    default long began(long moment) {
        return moment;
    }

    /** What a call that bypasses the cache may take. */
    default Bypass taken(Bypass bypass) {
        return bypass;
    }

    /** What is reported of a read of the database. */
    default boolean reported(boolean consistent) {
        return consistent;
    }

    /** Whether a node is told that the process of a reign serves. */
    default boolean isToldOf(int reign) {
        return true;
    }

    /** Whether a node notices another primary some time after that has answered. */
    default boolean isToldLater() {
        return false;
    }

    /** Whether a node asks again and again who serves. */
    default boolean asksWhoServes() {
        return true;
    }

    /** The evictions that a node owes. */
    default PoisonedKeys pending(CacheKey wholeCache) {
        return new PoisonedKeys(wholeCache, Outbox.CAPACITY);
    }

    /** Whether a replica answers all lookups. */
    default boolean readsReplica() {
        return false;
    }

    /** Whether a replica answers who asks for a lease. */
    default boolean acquiresFromReplica() {
        return false;
    }

    /** The rules of near caches. */
    default BrokenNear near() {
        return new BrokenNear();
    }

    /** The writes that a node only sees. */
    default OpenWrites openWrites(CacheCore cache) {
        return new OpenWrites(cache);
    }

    /** Makes the scripts of one client. */
    @FunctionalInterface
    interface Scripts {
        EntryStore over(EntryStore intact, InMemoryServer server, String client);
    }

    /** Other scripts. */
    static BrokenVariant scripts(Scripts broken) {
        return new BrokenVariant() {
            @Override
            public EntryStore scripts(EntryStore intact, InMemoryServer server, String client) {
                return broken.over(intact, server, client);
            }
        };
    }

    /** A follower takes any result of its flight, as if its call had begun before everything. */
    static BrokenVariant followersTakeAnything() {
        return new BrokenVariant() {
            @Override
            public long began(long moment) {
                return 0;
            }
        };
    }

    /** Nobody looks whether a load reads consistently that a call takes, or makes. */
    static BrokenVariant consistencyIsNotLookedAt() {
        return new BrokenVariant() {
            @Override
            public Bypass taken(Bypass bypass) {
                return new Bypass(
                        bypass.call(), bypass.source(), false, bypass.call().began(), bypass.limited());
            }
        };
    }

    /** The result of an eventually consistent load counts as right since the load began. */
    static BrokenVariant eventualLoadsCountAsConsistent() {
        return new BrokenVariant() {
            @Override
            public boolean reported(boolean consistent) {
                return true;
            }
        };
    }

    /** A fill is accepted with a token that was made before the primary started. */
    static BrokenVariant fillWithTokenFromSnapshot() {
        return scripts((intact, server, client) -> new BrokenScripts(intact, server) {
            @Override
            public CompletionStage<FillResult> fill(
                    Slot slot, EntryFormat format, Fill fill, byte[] @Nullable [] fields) {
                return withoutStart(() -> super.fill(slot, format, fill, fields));
            }
        });
    }
}
