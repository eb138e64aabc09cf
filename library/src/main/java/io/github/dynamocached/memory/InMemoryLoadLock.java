package io.github.dynamocached.memory;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.store.LoadLock;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A lock per slot on an {@link InMemoryServer}, re-entrant as RLock is. Every stage is complete when returned.
 */
public final class InMemoryLoadLock implements LoadLock {

    private final InMemoryServer server;

    /**
     * A lock on the server of the entries.
     *
     * @param server where the entries lie
     */
    public InMemoryLoadLock(InMemoryServer server) {
        this.server = server;
    }

    /**
     * The name of the lock of a slot on the server.
     *
     * @param slot the slot
     * @return the name
     */
    public static String nameOf(Slot slot) {
        CacheKey key = slot.key();
        String variant = slot.variant().isEmpty() ? "" : ":" + slot.variant();
        return "dynamocached:@lock:" + key.cacheName() + ":" + key.text() + variant;
    }

    @Override
    public CompletionStage<Boolean> tryLock(Slot slot, long owner, Duration lease) {
        synchronized (server) {
            InMemoryValue held = server.find(nameOf(slot));
            if (held != null && !held.fields.containsKey(String.valueOf(owner))) {
                return CompletableFuture.completedFuture(false);
            }
            InMemoryValue value = server.hash(nameOf(slot));
            String count = value.text(String.valueOf(owner));
            value.put(String.valueOf(owner), String.valueOf(count == null ? 1 : Integer.parseInt(count) + 1));
            value.expiresAt = server.now() + lease.toMillis();
            return CompletableFuture.completedFuture(true);
        }
    }

    @Override
    public CompletionStage<Void> unlock(Slot slot, long owner) {
        synchronized (server) {
            InMemoryValue held = server.find(nameOf(slot));
            String count = held == null ? null : held.text(String.valueOf(owner));
            if (held == null || count == null) {
                return CompletableFuture.completedFuture(null);
            }
            if (count.equals("1")) {
                server.delete(nameOf(slot));
            } else {
                held.put(String.valueOf(owner), String.valueOf(Integer.parseInt(count) - 1));
            }
            return CompletableFuture.completedFuture(null);
        }
    }
}
