package io.github.dynamocached.cache;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Freshness;
import io.github.dynamocached.LoadingNode;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.ReadFrom;
import io.github.dynamocached.Unreadable;
import io.github.dynamocached.WorkTracing;
import io.github.dynamocached.command.Ports;
import io.github.dynamocached.load.LoadContext;
import io.github.dynamocached.load.LoadReads;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.Slot;
import io.github.dynamocached.store.StoredEntry;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The core of one cache: what its reads, loads and writes work with. */
record CacheCore(
        CacheSettings settings,
        Level level,
        Ports ports,
        HitForPass hitForPass,
        Listeners listeners,
        Outbox outbox,
        @Nullable Near near) {

    /** A core with the near cache of its outbox, if that has one. */
    CacheCore(CacheSettings settings, Ports ports, Listeners listeners, Outbox outbox) {
        this(settings, new Level(settings), ports, new HitForPass(ports.timing()), listeners, outbox, outbox.near());
    }

    /**
     * Sends the first lookup of a read, in some caches to a replica. What this node has changed lately is read from the primary, and
     * so is what a load reads: its result is stored, and would be older than its own life.
     *
     * @param within the load that the read began in, null for none
     */
    CompletionStage<StoredEntry> lookUp(
            EntryStore target, Slot slot, EntryFormat format, @Nullable LoadContext within) {
        return settings.readFrom() == ReadFrom.REPLICA && within == null && !outbox.hasChangedLately(slot.key())
                ? target.readFromReplica(slot, format)
                : target.read(slot, format, false);
    }

    /** The same for a call. */
    CompletionStage<StoredEntry> lookUp(ReadCall call) {
        return lookUp(ports.store(), call.slot(), call.format(), call.within());
    }

    /** The same for a read that begins on this thread. */
    CompletionStage<StoredEntry> lookUp(Slot slot, EntryFormat format) {
        EntryStore store = ports.store();
        return settings.readFrom() == ReadFrom.PRIMARY
                ? store.read(slot, format, false)
                : lookUp(store, slot, format, LoadContext.current());
    }

    /** Some method evicts from the cache. */
    void expectEvictions() {
        level.expectEvictions();
        if (near != null && level.isStrict()) {
            near.tellOfLag();
        }
    }

    /** How long anybody may wait for a load, in nanoseconds. */
    long longestWait() {
        return Math.max(settings.lockWait().toNanos(), settings.lockLease().toNanos());
    }

    /** Notifies listeners of what a read returns. */
    Outcome noted(Outcome outcome) {
        if (near != null && outcome.source() == Outcome.Source.NEAR) {
            return noted(outcome, near);
        }
        listeners.onRead(settings.name(), outcome);
        return outcome;
    }

    /** The same for a value from the memory of this node. */
    Outcome noted(Outcome hit, Near memory) {
        memory.count(hit);
        listeners.onNearHit(settings.name(), hit);
        return hit;
    }

    /** Notifies listeners of an entry that cannot be used. One that is fresh or stale could not be decoded. */
    void tellOfUnreadable(StoredEntry missed) {
        boolean isUndecodable = missed.freshness() == Freshness.FRESH || missed.freshness() == Freshness.STALE;
        Unreadable reason = isUndecodable ? Unreadable.VALUE : missed.unreadable();
        if (reason != null) {
            listeners.onUnreadable(settings.name(), reason);
        }
    }

    /** Notifies listeners of what the reads of a load have cost. */
    void tellOfCost(LoadReads reads) {
        listeners.onReadUnits(settings.name(), false, reads.cost().eventual());
        listeners.onReadUnits(settings.name(), true, reads.cost().consistent());
    }

    /** Notifies listeners that a call has waited for a load since a moment. */
    void tellOfWait(LoadingNode node, long since) {
        if (!listeners.areNone()) {
            listeners.onWait(settings.name(), node, ports.timing().nanos() - since);
        }
    }

    /** Calls a load, and notifies listeners of its end. */
    <T> T timed(LoadContext.Call<T> load) throws Throwable {
        if (listeners.areNone()) {
            return load.call();
        }
        long began = ports.timing().nanos();
        boolean succeeded = false;
        try {
            T value = traced(load);
            succeeded = true;
            return value;
        } finally {
            listeners.onLoad(settings.name(), succeeded, ports.timing().nanos() - began);
        }
    }

    /** Calls a load as work of its own. */
    <T> T traced(LoadContext.Call<T> load) throws Throwable {
        WorkTracing.Work work = listeners.beginLoad(settings.name());
        WorkTracing.Scope scope = work.enter();
        Throwable thrown = null;
        try {
            return load.call();
        } catch (Throwable failure) {
            thrown = failure;
            throw failure;
        } finally {
            scope.close();
            work.end(thrown);
        }
    }

    /** Evicts keys for no announced write. */
    CompletableFuture<Boolean> evict(Collection<CacheKey> keys, Executor executor) {
        return outbox.evict(keys.stream().distinct().toList(), EntryStore.NO_WRITER, executor);
    }

    /** Evicts keys in the background. */
    void owe(Collection<CacheKey> keys) {
        CompletableFuture<Boolean> unused = outbox.owe(keys.stream().distinct().toList(), EntryStore.NO_WRITER);
    }

    /** The same over another store. */
    CacheCore over(EntryStore other) {
        return new CacheCore(settings, level, ports.over(other), hitForPass, listeners, outbox, near);
    }
}
