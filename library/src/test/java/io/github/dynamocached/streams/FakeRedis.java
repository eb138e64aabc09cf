package io.github.dynamocached.streams;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.store.CacheWrites;
import io.github.dynamocached.store.Leadership;
import io.github.dynamocached.store.SeenWrite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What Redis holds: entries of one cache, and a task with its leader and its state. It can be away, flushed and fail over. */
final class FakeRedis implements Leadership, CacheWrites {

    private final MovableLoop loop;
    private Content content = new Content();
    final List<CacheKey> evicted = new ArrayList<>();
    private boolean away;
    private boolean refusesEvictions;
    private boolean owes;
    private Duration holdOff = Duration.ofSeconds(2);

    /** What is lost if Redis is. */
    private static final class Content {
        private final Set<String> entries = new HashSet<>();
        private final Map<String, String> state = new HashMap<>();
        private @Nullable String leader;
        private long leaseEnd;
        private long stateEnd;
    }

    FakeRedis(MovableLoop loop) {
        this.loop = loop;
    }

    /** An entry is cached. */
    void fill(String id) {
        content.entries.add(id);
    }

    boolean holds(String id) {
        return content.entries.contains(id);
    }

    Map<String, String> state() {
        return Map.copyOf(content.state);
    }

    @Nullable
    String leader() {
        return content.leader;
    }

    void flush() {
        content = new Content();
    }

    /** The entries of now, for {@link #loseEvictions}. */
    Set<String> entries() {
        return Set.copyOf(content.entries);
    }

    /** One primary of several fails over, and its replica has not got the last evictions. What leaders keep is elsewhere. */
    void loseEvictions(Set<String> entriesBefore) {
        content.entries.addAll(entriesBefore);
    }

    void away(boolean isAway) {
        away = isAway;
    }

    /** Only evictions fail, as on one primary of several. */
    void refusesEvictions(boolean refuses) {
        refusesEvictions = refuses;
    }

    /** A failover has lost evictions, and the node has not yet repeated them. */
    void owes(boolean owesEvictions) {
        owes = owesEvictions;
    }

    void holdOff(Duration other) {
        holdOff = other;
    }

    @Override
    public CompletionStage<Optional<Map<String, String>>> lead(String name, String node, Duration lease) {
        if (away) {
            return CompletableFuture.failedFuture(new IllegalStateException("away"));
        }
        forgetOld();
        long now = loop.nanos();
        if (content.leader != null && !content.leader.equals(node) && now < content.leaseEnd) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        content.leader = node;
        content.leaseEnd = now + lease.toNanos();
        content.stateEnd = Math.max(content.stateEnd, content.leaseEnd);
        return CompletableFuture.completedFuture(Optional.of(Map.copyOf(content.state)));
    }

    @Override
    public CompletionStage<Boolean> keep(
            String name, String node, Duration lease, Map<String, Optional<String>> changes, Duration ttl) {
        if (away) {
            return CompletableFuture.failedFuture(new IllegalStateException("away"));
        }
        forgetOld();
        long now = loop.nanos();
        if (!node.equals(content.leader) || now >= content.leaseEnd) {
            return CompletableFuture.completedFuture(false);
        }
        changes.forEach((text, change) ->
                change.ifPresentOrElse(value -> content.state.put(text, value), () -> content.state.remove(text)));
        content.leaseEnd = now + lease.toNanos();
        content.stateEnd = now + Math.max(ttl.toNanos(), lease.toNanos());
        return CompletableFuture.completedFuture(true);
    }

    private void forgetOld() {
        if (loop.nanos() >= content.stateEnd) {
            content.state.clear();
            content.leader = null;
        }
    }

    @Override
    public CompletionStage<Boolean> evictAsync(Collection<CacheKey> keys) {
        if (away || refusesEvictions) {
            return CompletableFuture.completedFuture(false);
        }
        for (CacheKey key : keys) {
            evicted.add(key);
            if (key.isEveryKey()) {
                content.entries.clear();
            } else {
                content.entries.remove(key.text());
            }
        }
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public boolean owesEvictions() {
        return owes;
    }

    @Override
    public Duration holdOff() {
        return holdOff;
    }

    @Override
    public SeenWrite openWrite(Collection<CacheKey> keys) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void owe(Collection<CacheKey> keys) {
        throw new UnsupportedOperationException();
    }
}
