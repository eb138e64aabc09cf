package io.github.dynamocached.cache;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.SeenWrite;
import io.github.dynamocached.store.WriteOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One write of {@link OpenWrites}. Its end decides at that moment which keys are evicted, and whether they are announced.
 *
 * <p>If it has been ended for lack of an end, its real end evicts once more, without naming the writer: the write may have
 * landed after the first eviction, and a reader may have stored the old value in between.
 */
final class OpenWrite implements SeenWrite {

    private final CacheCore cache;
    private final OpenWrites open;
    private final List<CacheKey> keys;
    private final @Nullable WritesOfPut put;
    private final String writer;
    private final CompletableFuture<Set<CacheKey>> announcement;

    /**
     * Begins a write.
     *
     * @param keys each once
     * @param put the put that one of the keys belongs to, null for none
     */
    OpenWrite(CacheCore cache, OpenWrites open, List<CacheKey> keys, @Nullable WritesOfPut put) {
        this.cache = cache;
        this.open = open;
        this.put = put;
        this.keys = put == null
                ? keys
                : keys.stream().filter(key -> !key.equals(put.key())).toList();
        boolean fenced = cache.level().isFenced() && keys.stream().noneMatch(CacheKey::isEveryKey);
        this.writer = fenced ? cache.ports().nonces().writer() : EntryStore.NO_WRITER;
        this.announcement =
                fenced ? Write.openFences(cache, this.keys, writer) : CompletableFuture.completedFuture(Set.of());
        if (put != null) {
            put.began();
        }
    }

    @Override
    public CompletionStage<Void> announced() {
        return announcement.thenAccept(keys -> {});
    }

    @Override
    public CompletionStage<Boolean> evict(WriteOutcome outcome) {
        return evicted(end(outcome), outcome);
    }

    @Override
    public void owe(WriteOutcome outcome) {
        CompletableFuture<Boolean> unused = owed(end(outcome), outcome);
    }

    /** Ends it as a write of unknown outcome, when it has been taken out for that. The future never fails. */
    CompletableFuture<Boolean> expire() {
        return evicted(firstEnd(WriteOutcome.UNKNOWN), WriteOutcome.UNKNOWN);
    }

    /** Evictions of all keys take their time, so they wait for their turn. */
    private CompletableFuture<Boolean> evicted(Write write, WriteOutcome outcome) {
        if (write.isOfEveryKey() && outcome != WriteOutcome.NOT_WRITTEN) {
            CompletableFuture<Boolean> unused = owed(write, outcome);
            return CompletableFuture.completedFuture(false);
        }
        return switch (outcome) {
            case WRITTEN, CONDITION_FAILED -> write.evictAsync().thenApply(open::noted);
            case UNKNOWN -> write.evictUnknownAsync().thenApply(open::noted);
            case NOT_WRITTEN -> write.notWrittenAsync();
        };
    }

    private CompletableFuture<Boolean> owed(Write write, WriteOutcome outcome) {
        return switch (outcome) {
            case WRITTEN, CONDITION_FAILED -> write.owe().thenApply(open::noted);
            case UNKNOWN -> write.oweUnknown().thenApply(open::noted);
            case NOT_WRITTEN -> write.notWrittenAsync();
        };
    }

    /** What is to be evicted now. */
    private Write end(WriteOutcome outcome) {
        return open.remove(this) ? firstEnd(outcome) : new Write(cache, with(put));
    }

    private Write firstEnd(WriteOutcome outcome) {
        boolean leftToPut = put == null || put.ended(outcome);
        return new Write(cache, with(leftToPut ? null : put), writer, announcement);
    }

    private List<CacheKey> with(@Nullable WritesOfPut ofPut) {
        if (ofPut == null) {
            return keys;
        }
        List<CacheKey> all = new ArrayList<>(keys);
        all.add(ofPut.key());
        return List.copyOf(all);
    }
}
