package io.github.dynamocached.memory;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.EntryState;
import io.github.dynamocached.Freshness;
import io.github.dynamocached.store.AcquireRequest;
import io.github.dynamocached.store.Acquisition;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.Fence;
import io.github.dynamocached.store.Fill;
import io.github.dynamocached.store.FillResult;
import io.github.dynamocached.store.Slot;
import io.github.dynamocached.store.StoredEntry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The scripts of the protocol on an {@link InMemoryServer}, word for word. Every stage is complete when returned. */
public final class InMemoryEntryStore implements EntryStore {

    private final InMemoryServer server;

    /** A store on a server of its own. */
    public InMemoryEntryStore() {
        this(new InMemoryServer());
    }

    /**
     * A store on a server that others may use too.
     *
     * @param server where the entries lie
     */
    public InMemoryEntryStore(InMemoryServer server) {
        this.server = server;
    }

    /**
     * Where the entries lie.
     *
     * @return the server
     */
    public InMemoryServer server() {
        return server;
    }

    /**
     * The name of a key on the server.
     *
     * @param key the name of the key
     * @return the name
     */
    public static String nameOf(CacheKey key) {
        return "dynamocached:" + key.cacheName() + ":" + key.text();
    }

    @Override
    public CompletionStage<StoredEntry> read(Slot slot, EntryFormat format, boolean lease) {
        InMemorySlot.requireLayout(slot, format);
        synchronized (server) {
            InMemoryValue value = server.find(nameOf(slot.key()));
            return CompletableFuture.completedFuture(
                    value == null || !value.isHash
                            ? StoredEntry.none(false)
                            : InMemorySlot.of(value, slot.variant()).read(format, server, lease));
        }
    }

    @Override
    public CompletionStage<Acquisition> acquire(Slot slot, EntryFormat format, AcquireRequest request) {
        InMemorySlot.requireLayout(slot, format);
        synchronized (server) {
            InMemoryValue value = script(slot.key());
            StoredEntry found = value == null
                    ? StoredEntry.none(false)
                    : InMemorySlot.of(value, slot.variant()).entry(format, server, false);
            boolean holdOff = isHoldOff(value, request.holdOff());
            Acquisition settled = settled(found, request, holdOff);
            return CompletableFuture.completedFuture(settled == null ? leaseOrWait(slot, request, holdOff) : settled);
        }
    }

    private static @Nullable Acquisition settled(StoredEntry found, AcquireRequest request, boolean holdOff) {
        Freshness freshness = found.freshness();
        if (!request.isRefresh()) {
            return freshness == Freshness.FRESH ? new Acquisition.Hit(found) : null;
        }
        if (freshness != Freshness.FRESH && freshness != Freshness.STALE) {
            return new Acquisition.Gone(holdOff);
        }
        return found.stamp().equals(request.stamp()) ? null : new Acquisition.Hit(found);
    }

    private Acquisition leaseOrWait(Slot slot, AcquireRequest request, boolean holdOff) {
        InMemoryValue value = server.hash(nameOf(slot.key()));
        InMemoryFences fences = fences(value, EntryStore.NO_WRITER);
        long fenced = Math.max(
                fences.end(),
                request.fence().isZero() ? 0 : server.start() + request.fence().toMillis());
        if (server.now() < fenced) {
            dropIfEmpty(slot.key(), value);
            return new Acquisition.Bypass(fenced - server.now(), holdOff);
        }
        InMemoryLease lease = InMemoryLease.parse(value.text(InMemorySlot.leaseField(slot.variant())));
        if (lease != null && lease.deadline() > server.now()) {
            return lease.nonce().equals(request.nonce())
                    ? new Acquisition.Leased(lease.token(), holdOff)
                    : new Acquisition.Wait(lease.deadline() - server.now(), holdOff);
        }
        String token = request.nonce() + ":" + server.micros();
        long deadline = server.now() + request.lease().toMillis();
        fences.putInto(value);
        value.put(InMemorySlot.leaseField(slot.variant()), token + " " + deadline);
        value.lengthen(deadline);
        return new Acquisition.Leased(token, holdOff);
    }

    @Override
    public CompletionStage<FillResult> fill(Slot slot, EntryFormat format, Fill fill, byte[] @Nullable [] fields) {
        InMemorySlot.requireLayout(slot, format);
        synchronized (server) {
            InMemoryValue value = script(slot.key());
            InMemoryLease lease =
                    value == null ? null : InMemoryLease.parse(value.text(InMemorySlot.leaseField(slot.variant())));
            if (value == null
                    || lease == null
                    || !lease.token().equals(fill.token())
                    || lease.tokenMillis() < server.start()) {
                return CompletableFuture.completedFuture(FillResult.REJECTED);
            }
            FillResult result = new InMemoryFill(server, slot, format, fill).into(value, fields);
            dropIfEmpty(slot.key(), value);
            return CompletableFuture.completedFuture(result);
        }
    }

    @Override
    public CompletionStage<Void> release(Slot slot, String nonce) {
        synchronized (server) {
            InMemoryValue value = script(slot.key());
            InMemoryLease lease =
                    value == null ? null : InMemoryLease.parse(value.text(InMemorySlot.leaseField(slot.variant())));
            if (value != null && lease != null && lease.nonce().equals(nonce)) {
                value.fields.remove(InMemorySlot.leaseField(slot.variant()));
                dropIfEmpty(slot.key(), value);
            }
            return CompletableFuture.completedFuture(null);
        }
    }

    @Override
    public CompletionStage<Void> begin(CacheKey key, Fence fence) {
        synchronized (server) {
            InMemoryFences unused = open(key, fence);
            return CompletableFuture.completedFuture(null);
        }
    }

    @Override
    public CompletionStage<String> beginPut(Slot slot, Fence fence) {
        synchronized (server) {
            InMemoryFences others = open(slot.key(), fence);
            boolean mayBeLost = !fence.others().isZero()
                    && server.now() < server.start() + fence.others().toMillis();
            if (!others.isNone() || mayBeLost) {
                return CompletableFuture.completedFuture("");
            }
            String token = fence.writer() + ":" + server.micros();
            long deadline = server.now() + fence.length().toMillis();
            server.hash(nameOf(slot.key())).put(InMemorySlot.leaseField(slot.variant()), token + " " + deadline);
            return CompletableFuture.completedFuture(token);
        }
    }

    /** Empties a key but for its fences and hold-off, and opens one more fence; the others were open before. */
    private InMemoryFences open(CacheKey key, Fence fence) {
        InMemoryValue before = script(key);
        InMemoryFences others = before == null ? new InMemoryFences("", 0) : fences(before, fence.writer());
        String holdOff =
                before == null || !isHoldOff(before, Duration.ZERO) ? null : before.text(InMemoryValue.HOLD_OFF);
        server.delete(nameOf(key));
        InMemoryValue value = server.hash(nameOf(key));
        InMemoryFences all =
                others.and(fence.writer(), server.now() + fence.length().toMillis());
        all.putInto(value);
        value.lengthen(all.end());
        if (holdOff != null) {
            value.put(InMemoryValue.HOLD_OFF, holdOff);
            value.lengthen(Long.parseLong(holdOff));
        }
        return others;
    }

    @Override
    public CompletionStage<Void> evict(CacheKey key, Duration holdOff, String writer) {
        evict(nameOf(key), holdOff, writer);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> evictAll(String cacheName, Duration holdOff) {
        server.names("dynamocached:" + cacheName + ":").forEach(name -> evict(name, holdOff, NO_WRITER));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<EntryState> look(CacheKey key) {
        return CompletableFuture.completedFuture(new InMemoryLook(server).at(nameOf(key)));
    }

    private void evict(String name, Duration holdOff, String writer) {
        synchronized (server) {
            InMemoryValue before = script(name);
            InMemoryFences left = before == null ? new InMemoryFences("", 0) : fences(before, writer);
            server.delete(name);
            if (!left.isNone() || holdOff.toMillis() > 0) {
                InMemoryValue value = server.hash(name);
                left.putInto(value);
                value.lengthen(left.end());
                value.holdOff(server.now(), holdOff);
            }
        }
    }

    private InMemoryFences fences(InMemoryValue value, String writer) {
        return InMemoryFences.open(value.text(InMemoryFences.FIELD), server.now(), writer);
    }

    /** The hash of a key as a script finds it, having deleted anything else. */
    private @Nullable InMemoryValue script(CacheKey key) {
        return script(nameOf(key));
    }

    private @Nullable InMemoryValue script(String name) {
        InMemoryValue value = server.find(name);
        if (value != null && !value.isHash) {
            server.delete(name);
            return null;
        }
        return value;
    }

    private boolean isHoldOff(@Nullable InMemoryValue value, Duration holdOff) {
        String until = value == null ? null : value.text(InMemoryValue.HOLD_OFF);
        boolean evicted = until != null && until.matches("\\d{1,15}") && server.now() < Long.parseLong(until);
        return evicted || server.now() < server.start() + holdOff.toMillis();
    }

    private void dropIfEmpty(CacheKey key, InMemoryValue value) {
        if (value.fields.isEmpty()) {
            server.delete(nameOf(key));
        }
    }
}
