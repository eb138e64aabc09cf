package io.github.dynamocached.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.EntryState;
import io.github.dynamocached.cache.SearchClient.Kind;
import io.github.dynamocached.cache.SearchCommand.Way;
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
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A store each of whose commands waits for the search. */
final class SearchStore implements EntryStore {

    private final SearchWorld world;
    private final EntryStore target;
    private final SearchClient client;
    private final Executor reader;
    private final @Nullable SearchChannel channel;

    /**
     * A store.
     *
     * @param world knows the replica
     * @param reader goes on with the answers of lookups and polls
     * @param channel tells what changes, null for nothing
     */
    SearchStore(SearchWorld world, SearchClient client, Executor reader, @Nullable SearchChannel channel) {
        this.world = world;
        this.channel = channel;
        this.target = world.scripts(client.name());
        this.client = client;
        this.reader = reader;
    }

    private static <T> List<Way<T>> executed(Supplier<CompletionStage<T>> operation) {
        return List.of(new Way<>("is executed", operation));
    }

    @Override
    public CompletionStage<StoredEntry> read(Slot slot, EntryFormat format, boolean lease) {
        int[] process = new int[1];
        return client.send(
                        Kind.READ,
                        executed(() -> {
                            process[0] = client.reign();
                            EntryStore asked = world.scenario().variant().readsReplica()
                                    ? world.replica().store()
                                    : client.at(target);
                            return asked.read(slot, format, lease);
                        }),
                        SearchStore::describe)
                .thenApplyAsync(entry -> channel == null ? entry : entry.watched(channel.watchOf(process[0])), reader);
    }

    @Override
    public CompletionStage<StoredEntry> readFromReplica(Slot slot, EntryFormat format) {
        return client.send(
                        Kind.READ,
                        executed(() -> world.replica().store().read(slot, format, false)),
                        SearchStore::describe)
                .thenApplyAsync(entry -> entry, reader);
    }

    @Override
    public CompletionStage<Acquisition> acquire(Slot slot, EntryFormat format, AcquireRequest request) {
        return client.send(
                Kind.ACQUIRE,
                executed(() -> {
                    EntryStore asked = world.scenario().variant().acquiresFromReplica()
                            ? world.replica().store()
                            : target;
                    return asked.acquire(slot, format, request).thenApply(this::seen);
                }),
                this::describe);
    }

    private Acquisition seen(Acquisition acquisition) {
        if (acquisition instanceof Acquisition.Leased leased) {
            String unused = seen(leased.token());
        }
        return acquisition;
    }

    @Override
    public CompletionStage<FillResult> fill(Slot slot, EntryFormat format, Fill fill, byte[] @Nullable [] fields) {
        return client.send(
                Kind.FILL,
                executed(() -> target.fill(slot, format, fill, fields)),
                result -> result.kind().name());
    }

    @Override
    public CompletionStage<Void> release(Slot slot, String nonce) {
        return client.send(Kind.RELEASE, executed(() -> target.release(slot, nonce)), done -> "done");
    }

    @Override
    public CompletionStage<Void> begin(CacheKey key, Fence fence) {
        return client.send(Kind.BEGIN, executed(() -> target.begin(key, fence)), done -> "done");
    }

    @Override
    public CompletionStage<String> beginPut(Slot slot, Fence fence) {
        return client.send(
                Kind.BEGIN, executed(() -> target.beginPut(slot, fence).thenApply(this::seen)), client.server()::named);
    }

    @Override
    public CompletionStage<Void> evict(CacheKey key, Duration holdOff, String writer) {
        return client.send(Kind.EVICT, executed(() -> target.evict(key, holdOff, writer)), done -> "done");
    }

    @Override
    public CompletionStage<Void> evictAll(String cacheName, Duration holdOff) {
        return client.send(Kind.EVICT, executed(() -> target.evictAll(cacheName, holdOff)), done -> "done");
    }

    private String seen(String token) {
        String unused = token.isEmpty() ? token : client.server().tokenNamed(token);
        return token;
    }

    private String describe(Acquisition acquisition) {
        if (acquisition instanceof Acquisition.Hit hit) {
            return describe(hit.entry());
        }
        return client.server().named(acquisition.toString());
    }

    private static String describe(StoredEntry entry) {
        byte[] field = entry.fields().length == 0 ? null : entry.fields()[0];
        String value = field == null ? "-" : new String(field, UTF_8);
        return entry.freshness() + value + entry.stamp() + entry.isLeased();
    }

    @Override
    public CompletionStage<EntryState> look(CacheKey key) {
        return target.look(key);
    }
}
