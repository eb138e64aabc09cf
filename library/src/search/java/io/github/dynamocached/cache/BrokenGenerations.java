package io.github.dynamocached.cache;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.memory.InMemoryServer;
import io.github.dynamocached.store.AcquireRequest;
import io.github.dynamocached.store.Acquisition;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.Fill;
import io.github.dynamocached.store.FillResult;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Scripts that count the evictions of a key within the key, and accept a fill while the count is that of its load. */
final class BrokenGenerations extends BrokenScripts {

    private BrokenGenerations(EntryStore intact, InMemoryServer server) {
        super(intact, server);
    }

    static BrokenVariant evictedWithTheirKey() {
        return BrokenVariant.scripts((intact, server, node) -> new BrokenGenerations(intact, server));
    }

    @Override
    public CompletionStage<Acquisition> acquire(Slot slot, EntryFormat format, AcquireRequest request) {
        return super.acquire(slot, format, request).thenApply(this::counted);
    }

    private Acquisition counted(Acquisition acquisition) {
        return acquisition instanceof Acquisition.Leased leased
                ? new Acquisition.Leased(generation() + "/" + leased.token(), leased.holdOff())
                : acquisition;
    }

    @Override
    public CompletionStage<FillResult> fill(Slot slot, EntryFormat format, Fill fill, byte[] @Nullable [] fields) {
        int end = fill.token().indexOf('/');
        if (Long.parseLong(fill.token().substring(0, end)) != generation()) {
            return answer(FillResult.REJECTED);
        }
        plant(fill.token().substring(end + 1));
        Fill uncounted = new Fill(
                fill.token().substring(end + 1),
                fill.negative(),
                fill.freshFor(),
                fill.staleFor(),
                fill.errorFor(),
                fill.loadTime(),
                fill.maxVariants());
        return super.fill(slot, format, uncounted, fields);
    }

    @Override
    public CompletionStage<Void> evict(CacheKey key, Duration holdOff, String writer) {
        long next = generation() + 1;
        return super.evict(key, holdOff, writer).thenRun(() -> setGeneration(next));
    }
}
