package io.github.dynamocached.redis;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.EntryState;
import io.github.dynamocached.PrimaryState;
import io.github.dynamocached.StoreListener;
import io.github.dynamocached.breaker.CommandKind;
import io.github.dynamocached.breaker.RedisUnavailableException;
import io.github.dynamocached.layout.FieldText;
import io.github.dynamocached.layout.FormatLayout;
import io.github.dynamocached.layout.KeyNames;
import io.github.dynamocached.layout.Script;
import io.github.dynamocached.layout.Scripts;
import io.github.dynamocached.store.AcquireRequest;
import io.github.dynamocached.store.Acquisition;
import io.github.dynamocached.store.AdaptiveTtl;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.Fence;
import io.github.dynamocached.store.Fill;
import io.github.dynamocached.store.FillResult;
import io.github.dynamocached.store.Slot;
import io.github.dynamocached.store.StoredEntry;
import io.github.dynamocached.store.ToldKeys;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Entries in Redis, one hash per key. A read is one native {@code HMGET} on the primary. Everything else is one script.
 *
 * <p>Stages complete on the event loop of the connection, which must not be blocked. Without a connection a stage has already
 * failed when it is returned. Cancelling a stage, or completing it by a timeout, abandons its command; the server may still
 * execute it, once.
 */
public final class RedisEntryStore implements EntryStore {

    private final RedisConnection connection;
    private final Scripts scripts;
    private final KeyNames keys;
    private final CommandSender sender;
    private final ConcurrentMap<EntryFormat, FormatLayout> layouts;

    /**
     * A store over a connection, which stays the caller's to close.
     *
     * @param connection the connection
     */
    public RedisEntryStore(RedisConnection connection) {
        this(connection, Scripts.load());
    }

    RedisEntryStore(RedisConnection connection, Scripts scripts) {
        this(
                connection,
                scripts,
                new KeyNames(connection.settings().keyPrefix()),
                connection.commands(),
                new ConcurrentHashMap<>());
    }

    private RedisEntryStore(
            RedisConnection connection,
            Scripts scripts,
            KeyNames keys,
            CommandSender sender,
            ConcurrentMap<EntryFormat, FormatLayout> layouts) {
        this.connection = connection;
        this.scripts = scripts;
        this.keys = keys;
        this.sender = sender;
        this.layouts = layouts;
    }

    @Override
    public void together(Consumer<EntryStore> commands) {
        BundledCommands bundled = new BundledCommands(sender);
        commands.accept(new RedisEntryStore(connection, scripts, keys, bundled, layouts));
        bundled.leave(connection.eventLoop(), connection.listeners().tracing());
    }

    @Override
    public CompletionStage<StoredEntry> read(Slot slot, EntryFormat format, boolean lease) {
        ReadReply read = new ReadReply(layout(slot, format), keys.entry(slot.key()), slot.variant(), lease);
        if (connection.commands().admits(read)) {
            sender.send(read);
        }
        return read;
    }

    @Override
    public CompletionStage<StoredEntry> readFromReplica(Slot slot, EntryFormat format) {
        ReplicaFirstReply read =
                connection.replicas().read(layout(slot, format), keys.entry(slot.key()), slot.variant());
        if (read == null) {
            return read(slot, format, false);
        }
        sender.send(read);
        return read;
    }

    @Override
    public CompletionStage<Acquisition> acquire(Slot slot, EntryFormat format, AcquireRequest request) {
        FormatLayout layout = layout(slot, format);
        Object[] arguments = arguments(
                scripts.acquire(),
                slot.key(),
                layout.size(),
                request.stamp(),
                request.nonce(),
                request.lease().toMillis(),
                request.holdOff().toMillis(),
                Primary.START,
                request.fence().toMillis(),
                layout.id(),
                slot.variant());
        layout.copyFields(slot.variant(), arguments, arguments.length - layout.size());
        return run(scripts.acquire(), CommandKind.FILL, arguments, answer -> ScriptAnswers.acquisition(answer, layout));
    }

    @Override
    public CompletionStage<FillResult> fill(Slot slot, EntryFormat format, Fill fill, byte[] @Nullable [] fields) {
        FormatLayout layout = layout(slot, format);
        AdaptiveTtl adaptive = fill.adaptive();
        Object[] arguments = arguments(
                scripts.fill(),
                slot.key(),
                2 * fields.length,
                fill.token(),
                Primary.START,
                fill.maxVariants(),
                slot.variant(),
                fill.freshFor().toMillis(),
                fill.staleFor().toMillis(),
                fill.errorFor().toMillis(),
                layout.id(),
                fill.loadTime().toMillis(),
                fill.negative() ? "-" : "+",
                fill.writer(),
                fill.holdOff().toMillis(),
                fill.ends().isOneItem() ? fill.absentFor().toMillis() : "-1",
                FieldText.joined(fill.ends().millis()),
                fill.halfUnits(),
                adaptive == null ? "" : adaptive.digestText(),
                adaptive == null ? 1 : adaptive.share(),
                adaptive == null ? 0 : adaptive.minimum().toMillis());
        int end = layout.copyPresent(slot.variant(), fields, arguments, arguments.length - 2 * fields.length);
        return run(scripts.fill(), CommandKind.FILL, Arrays.copyOf(arguments, end), ScriptAnswers::fillResult);
    }

    @Override
    public CompletionStage<Void> release(Slot slot, String nonce) {
        Object[] arguments = arguments(scripts.release(), slot.key(), 0, nonce, slot.variant());
        return run(scripts.release(), CommandKind.OTHER, arguments, RedisEntryStore::nothing);
    }

    @Override
    public CompletionStage<Void> begin(CacheKey key, Fence fence) {
        Object[] arguments = arguments(
                scripts.begin(), key, 0, fence.writer(), fence.length().toMillis(), "0", "", "0", "0");
        return run(scripts.begin(), CommandKind.FILL, arguments, RedisEntryStore::nothing);
    }

    @Override
    public CompletionStage<String> beginPut(Slot slot, Fence fence) {
        Object[] arguments = arguments(
                scripts.begin(),
                slot.key(),
                0,
                fence.writer(),
                fence.length().toMillis(),
                "1",
                slot.variant(),
                fence.others().isZero() ? "0" : Primary.START,
                fence.others().toMillis());
        return run(scripts.begin(), CommandKind.FILL, arguments, ScriptAnswers::token);
    }

    @Override
    public CompletionStage<Void> evict(CacheKey key, Duration holdOff, String writer) {
        return evict(keys.entry(key), holdOff, writer);
    }

    private CompletionStage<Void> evict(String name, Duration holdOff, String writer) {
        Object[] arguments = arguments(scripts.evict(), name, 0, holdOff.toMillis(), writer);
        ReplicatedEvictions replicated = connection.replicated();
        if (replicated != null) {
            return replicated.send(scripts.evict(), arguments, connection.breaker(name, true), connection.listeners());
        }
        ScriptReply<Void> reply =
                new ScriptReply<>(scripts.evict().name(), CommandKind.EVICTION, RedisEntryStore::nothing);
        reply.orAgain(() -> send(scripts.evict(), arguments, reply, true));
        send(scripts.evict(), arguments, reply, true);
        return reply;
    }

    @Override
    public CompletionStage<Void> evictAll(String cacheName, Duration holdOff) {
        if (!connection.isConnected()) {
            return CompletableFuture.failedFuture(RedisUnavailableException.notConnected("evictAll"));
        }
        return new CacheSweep(
                        connection, cacheName, keys.beginningOf(cacheName), name -> evict(name, holdOff, NO_WRITER))
                .run();
    }

    @Override
    public CompletionStage<EntryState> look(CacheKey key) {
        return run(
                scripts.look(), CommandKind.OTHER, arguments(scripts.look(), key, 0, Primary.START), LookReply::state);
    }

    @Override
    public CompletionStage<Map<String, byte[]>> fields(CacheKey key) {
        String hash = keys.entry(key);
        Reply<Map<String, byte[]>> reply = Reply.of("HGETALL", CommandKind.OTHER, LookReply::fields);
        sender.send(Commands.HGETALL, hash, new Object[] {hash}, reply, false);
        return reply;
    }

    @Override
    public void onNewPrimary(Runnable listener) {
        connection.runs().listen(listener);
    }

    @Override
    public void watch(String cacheName, Duration lag, ToldKeys told) {
        connection.commands().watch(cacheName, lag, told);
    }

    @Override
    public void useReplicas(String cacheName) {
        connection.replicas().use(cacheName);
    }

    @Override
    public void listen(StoreListener listener) {
        connection.listen(listener);
    }

    @Override
    public List<PrimaryState> primaries() {
        return connection.commands().primaries();
    }

    private Object[] arguments(Script script, CacheKey key, int room, Object... given) {
        return arguments(script, keys.entry(key), room, given);
    }

    /** The arguments of {@code EVALSHA}: the SHA-1, the number of keys, the key, the given ones, and room for more. */
    private static Object[] arguments(Script script, String name, int room, Object... given) {
        Object[] arguments = new Object[3 + given.length + room];
        arguments[0] = script.sha();
        arguments[1] = 1;
        arguments[2] = name;
        System.arraycopy(given, 0, arguments, 3, given.length);
        return arguments;
    }

    private <T> CompletionStage<T> run(
            Script script, CommandKind kind, Object[] arguments, Function<@Nullable Object, T> reader) {
        ScriptReply<T> reply = new ScriptReply<>(script.name(), kind, reader);
        send(script, arguments, reply, false);
        return reply;
    }

    private void send(Script script, Object[] arguments, ScriptReply<?> reply, boolean isEviction) {
        String key = (String) arguments[2];
        boolean isTold = Arrays.asList(arguments).contains(Primary.START);
        reply.orElse(() -> {
            Object[] withSource = arguments.clone();
            withSource[0] = script.text();
            sender.send(isTold ? Commands.EVAL_TOLD : Commands.EVAL, key, withSource, reply, isEviction);
        });
        sender.send(isTold ? Commands.EVALSHA_TOLD : Commands.EVALSHA, key, arguments, reply, isEviction);
    }

    private FormatLayout layout(Slot slot, EntryFormat format) {
        if (!format.isBlob() && !slot.variant().isEmpty()) {
            throw new IllegalArgumentException("The layout of fields belongs to the slot of the empty variant");
        }
        FormatLayout known = layouts.get(format);
        return known == null ? layouts.computeIfAbsent(format, FormatLayout::new) : known;
    }

    private static @Nullable Void nothing(@Nullable Object answer) {
        return null;
    }
}
