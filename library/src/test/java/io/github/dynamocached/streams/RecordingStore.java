package io.github.dynamocached.streams;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.store.EntryStore;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A store that notes its evictions, and refuses or ignores them as a test wants. It has no other operation. */
final class RecordingStore {

    private final Map<String, Integer> refusals = new HashMap<>();
    private final List<String> evicted = new ArrayList<>();
    private final Set<String> terms = new HashSet<>();
    private final List<Integer> bundles = new ArrayList<>();
    private boolean hangs;
    private int attempts;

    /** The store of an evictor. */
    EntryStore port() {
        return (EntryStore) Proxy.newProxyInstance(
                RecordingStore.class.getClassLoader(),
                new Class<?>[] {EntryStore.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "together" -> together((EntryStore) proxy, arguments[0]);
                    case "evict" -> evict((CacheKey) arguments[0], (Duration) arguments[1], (String) arguments[2]);
                    case "evictAll" ->
                        evict(
                                CacheKey.everyKeyOf((String) arguments[0]),
                                (Duration) arguments[1],
                                EntryStore.NO_WRITER);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    @SuppressWarnings("unchecked")
    private @Nullable Object together(EntryStore port, Object commands) {
        int before = attempts;
        ((Consumer<EntryStore>) commands).accept(port);
        bundles.add(attempts - before);
        return null;
    }

    private CompletionStage<Void> evict(CacheKey key, Duration holdOff, String writer) {
        String name = key.cacheName() + ":" + key.text();
        attempts++;
        if (hangs) {
            return new CompletableFuture<>();
        }
        if (refusals.merge(name, -1, Integer::sum) >= 0) {
            return CompletableFuture.failedFuture(new IllegalStateException());
        }
        evicted.add(name);
        terms.add(holdOff + " by '" + writer + "'");
        return CompletableFuture.completedFuture(null);
    }

    /** Refuses the next evictions of a key. */
    void refuse(String name, int times) {
        refusals.put(name, times);
    }

    /** Does not answer any more. */
    void hang() {
        hangs = true;
    }

    /** The keys of the evictions that were acknowledged, in their order. */
    List<String> evicted() {
        return evicted;
    }

    /** The different hold-offs and writers of these. */
    Set<String> terms() {
        return terms;
    }

    /** How many evictions were sent together, each time. */
    List<Integer> bundles() {
        return bundles;
    }

    /** How many evictions were asked for. */
    int attempts() {
        return attempts;
    }
}
