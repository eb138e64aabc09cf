package io.github.dynamocached.cache;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.store.NearEntries;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Entries without a bound. A test can do something while one is being inserted, found or removed. */
final class MapNearEntries implements NearEntries {

    private final ConcurrentMap<CacheKey, Kept> entries = new ConcurrentHashMap<>();
    private Runnable duringInsertion = () -> {};
    private Runnable afterLookup = () -> {};
    private Runnable beforeRemoval = () -> {};

    /** Runs something between the decision on the next insertion and its end. */
    void duringNextInsertion(Runnable task) {
        duringInsertion = task;
    }

    /** Runs something when the next lookup has found its entry and does not know yet whether to return it. */
    void afterNextLookup(Runnable task) {
        afterLookup = task;
    }

    /** Runs something when the next removal has begun and its entry is still there. */
    void beforeNextRemoval(Runnable task) {
        beforeRemoval = task;
    }

    @Override
    public @Nullable Kept get(CacheKey key) {
        Kept found = entries.get(key);
        Runnable task = afterLookup;
        afterLookup = () -> {};
        task.run();
        return found;
    }

    @Override
    public void change(CacheKey key, UnaryOperator<@Nullable Kept> change) {
        Kept unused = entries.compute(key, (same, before) -> {
            Kept after = change.apply(before);
            Runnable task = duringInsertion;
            duringInsertion = () -> {};
            task.run();
            return after;
        });
    }

    @Override
    public void remove(CacheKey key) {
        Runnable task = beforeRemoval;
        beforeRemoval = () -> {};
        task.run();
        Kept unused = entries.remove(key);
    }

    @Override
    public long bytes() {
        return entries.values().stream().mapToLong(Kept::weight).sum();
    }

    @Override
    public long keys() {
        return entries.size();
    }

    @Override
    public long displaced() {
        return 0;
    }
}
