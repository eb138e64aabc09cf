package io.github.dynamocached.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.EntryState;
import io.github.dynamocached.memory.InMemoryServer;
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
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The commands of one world of a search, executed on what that world's server holds. */
final class SearchedRedisStore implements EntryStore {

    private final InMemoryServer content;
    private final EntryStore store;
    private final Execution execution;

    /** What becomes of a command in a situation. */
    interface Execution {
        SearchedRedis.Consequence of(SearchedRedis.Situation situation, Supplier<CompletionStage<?>> command);
    }

    SearchedRedisStore(InMemoryServer content, EntryStore store, Execution execution) {
        this.content = content;
        this.store = store;
        this.execution = execution;
    }

    private <T> CompletionStage<T> executed(String name, CacheKey key, Supplier<CompletionStage<T>> command) {
        return executedAt(content.now() * 1000, name, RedisStoreFixture.nameOf(key), command);
    }

    /** Executes a command that makes a token, which no other has. */
    private <T> CompletionStage<T> executedNext(String name, CacheKey key, Supplier<CompletionStage<T>> command) {
        return executedAt(content.micros(), name, RedisStoreFixture.nameOf(key), command);
    }

    private <T> CompletionStage<T> executedAt(
            long micros, String name, String key, Supplier<CompletionStage<T>> command) {
        SearchedRedis.Situation situation =
                new SearchedRedis.Situation(name, key, content.content(key), micros, content.start());
        SearchedRedis.Consequence consequence = execution.of(situation, command::get);
        content.setContent(key, consequence.after());
        @SuppressWarnings("unchecked")
        CompletionStage<T> answer = (CompletionStage<T>) consequence.answer();
        return answer;
    }

    @Override
    public CompletionStage<StoredEntry> read(Slot slot, EntryFormat format, boolean lease) {
        return executed("read " + lease, slot.key(), () -> store.read(slot, format, lease));
    }

    @Override
    public CompletionStage<Acquisition> acquire(Slot slot, EntryFormat format, AcquireRequest request) {
        return executedNext("acquire " + request, slot.key(), () -> store.acquire(slot, format, request));
    }

    @Override
    public CompletionStage<FillResult> fill(Slot slot, EntryFormat format, Fill fill, byte[] @Nullable [] fields) {
        String values = String.join(
                ",",
                Arrays.stream(fields)
                        .map(field -> field == null ? "" : new String(field, UTF_8))
                        .toList());
        return executed("fill " + fill + values, slot.key(), () -> store.fill(slot, format, fill, fields));
    }

    @Override
    public CompletionStage<Void> release(Slot slot, String nonce) {
        return executed("release " + nonce, slot.key(), () -> store.release(slot, nonce));
    }

    @Override
    public CompletionStage<Void> begin(CacheKey key, Fence fence) {
        return executed("begin " + fence, key, () -> store.begin(key, fence));
    }

    @Override
    public CompletionStage<String> beginPut(Slot slot, Fence fence) {
        return executedNext("begin put " + fence, slot.key(), () -> store.beginPut(slot, fence));
    }

    @Override
    public CompletionStage<Void> evict(CacheKey key, Duration holdOff, String writer) {
        return executed("evict " + holdOff + writer, key, () -> store.evict(key, holdOff, writer));
    }

    /** A search has one key, which is there or is not. */
    @Override
    public CompletionStage<Void> evictAll(String cacheName, Duration holdOff) {
        List<String> names = content.names(RedisStoreFixture.beginningOf(cacheName));
        return names.isEmpty()
                ? CompletableFuture.completedFuture(null)
                : executedAt(
                        content.now() * 1000,
                        "evict all " + holdOff,
                        names.get(0),
                        () -> store.evictAll(cacheName, holdOff));
    }

    @Override
    public CompletionStage<EntryState> look(CacheKey key) {
        return store.look(key);
    }
}
