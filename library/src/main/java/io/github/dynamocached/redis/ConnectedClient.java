package io.github.dynamocached.redis;

import io.github.dynamocached.breaker.CommandKind;
import io.github.dynamocached.breaker.CommandLimit;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.RedissonLock;
import org.redisson.api.RFuture;
import org.redisson.api.RLock;
import org.redisson.api.options.ObjectParams;
import org.redisson.api.options.PlainOptions;
import org.redisson.client.RedisClient;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.protocol.RedisCommand;
import org.redisson.command.CommandAsyncExecutor;
import org.redisson.connection.MasterSlaveEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client of Redisson that has connected, and the ways in which commands are sent through it.
 *
 * @param redisson the client
 * @param commands for commands other than evictions
 * @param evictions for evictions, which have more time
 * @param locks for locks
 * @param clock the clock of the event loop
 */
record ConnectedClient(
        Redisson redisson,
        CommandAsyncExecutor commands,
        CommandAsyncExecutor evictions,
        CommandAsyncExecutor locks,
        LoopClock clock) {

    private static final Logger log = LoggerFactory.getLogger(RedisConnection.class);

    static ConnectedClient of(Redisson redisson, RedisSettings settings) {
        CommandAsyncExecutor executor = redisson.getCommandExecutor();
        CommandWindows windows = new CommandWindows(executor.getConnectionManager());
        return new ConnectedClient(
                redisson,
                new RedirectedCommands(executor, once(longest(settings)), windows),
                new RedirectedCommands(executor, once(settings.evictTimeout()), windows),
                new LockCommands(executor, once(longest(settings)), windows),
                LoopClock.of(loopOf(redisson)));
    }

    /** A command is given up by its caller. Redisson only does it if nobody else has: its timers know nothing of this JVM. */
    private static Duration longest(RedisSettings settings) {
        return CommandLimit.ofReads(settings.timeout()).redisson();
    }

    private static EventLoop loopOf(Redisson redisson) {
        return redisson.getCommandExecutor().getServiceManager().getGroup().next();
    }

    /** The current primaries; several in a cluster. */
    Collection<MasterSlaveEntry> primaries() {
        return redisson.getCommandExecutor().getConnectionManager().getEntrySet();
    }

    /** How many connections the pool of a primary has at most. */
    int poolSize() {
        return redisson.getCommandExecutor().getServiceManager().getConfig().getMasterConnectionPoolSize();
    }

    /** Asks all primaries for their start and their time. Fails if one of them does not answer. */
    CompletableFuture<List<PrimaryView>> probe() {
        CompletableFuture<List<PrimaryView>> all = CompletableFuture.completedFuture(List.of());
        for (MasterSlaveEntry primary : primaries()) {
            Reply<PrimaryView> reply = Reply.of(
                    PrimaryQuestion.NAME,
                    CommandKind.OTHER,
                    answer -> ((Judged) Reply.required(answer)).view(PrimaryQuestion.NAME));
            send(Commands.PROBE, primary, reply);
            all = all.thenCombine(
                    reply,
                    (views, view) ->
                            Stream.concat(views.stream(), Stream.of(view)).toList());
        }
        return all;
    }

    /** Sends a command to a primary, which has as much time for it as for an eviction. */
    void send(RedisCommand<Object> command, MasterSlaveEntry primary, Reply<?> reply, Object... arguments) {
        try {
            CompletableFuture<Object> sent = evictions
                    .writeAsync(primary, ByteArrayCodec.INSTANCE, command, arguments)
                    .toCompletableFuture();
            RedisConnection.follow(sent, reply);
        } catch (RuntimeException refused) {
            reply.refused(refused);
        }
    }

    /** The thread that writes commands; a client of our own has only one. */
    Executor eventLoop() {
        return loopOf(redisson);
    }

    /** The identity of the primary of a key in Redisson, a new one after a failover. Null if no primary is known. */
    @Nullable
    RedisClient primaryOf(String key) {
        MasterSlaveEntry entry = primaryOfSlot(
                redisson.getCommandExecutor().getConnectionManager().calcSlot(key));
        return entry == null ? null : entry.getClient();
    }

    /** The primary of a slot. Null if none is known. */
    @Nullable
    MasterSlaveEntry primaryOfSlot(int slot) {
        return redisson.getCommandExecutor().getConnectionManager().getWriteEntry(slot);
    }

    /** Whether keys lie on several primaries. */
    boolean isCluster() {
        return redisson.getConfig().isClusterConfig();
    }

    /** Asks every primary for its role. Its connection notes the answer. */
    void check() {
        for (MasterSlaveEntry primary : primaries()) {
            try {
                RFuture<Object> unused = evictions.writeAsync(primary, ByteArrayCodec.INSTANCE, Commands.CHECK);
            } catch (RuntimeException refused) {
                log.debug("A primary cannot be asked for its role", refused);
            }
        }
    }

    /** The lock of a name, whose commands have the time of a call. */
    RLock lock(String name) {
        return new RedissonLock(locks, name);
    }

    private static ObjectParams once(Duration timeout) {
        return (ObjectParams) PlainOptions.name("").timeout(timeout).retryAttempts(0);
    }
}
