package io.github.dynamocached.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.dynamocached.StoreListener;
import io.github.dynamocached.breaker.Breaker;
import io.github.dynamocached.breaker.CommandKind;
import io.github.dynamocached.breaker.RedisUnavailableException;
import io.github.dynamocached.layout.Script;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.redisson.api.BatchOptions;
import org.redisson.api.BatchResult;
import org.redisson.api.RBatch;
import org.redisson.api.RFuture;
import org.redisson.api.RScript.Mode;
import org.redisson.api.RScript.ReturnType;
import org.redisson.client.codec.ByteArrayCodec;

/**
 * Evictions that a number of replicas have to confirm. Script and {@code WAIT} go over one connection together, because a
 * {@code WAIT} covers only the writes of its own connection.
 *
 * <p>A {@code WAIT} blocks its connection, so reads use another one. The server waits for three quarters of the timeout. So its
 * answer comes in time even if there are too few replicas. A server that does not know the script first gets its source, and
 * then both again.
 */
final class ReplicatedEvictions implements AutoCloseable {

    private final Connector connector;
    private final ReplicaCheck check;
    private final int acks;
    private final Duration timeout;

    /**
     * Evictions over connections of their own.
     *
     * @param source of the client
     * @param settings how many replicas, and how long
     * @param connectLog logs why there is no connection
     */
    ReplicatedEvictions(ClientSource source, RedisSettings settings, ConnectLog connectLog) {
        this.acks = settings.replicaAcks();
        this.timeout = settings.evictTimeout();
        this.check = new ReplicaCheck(acks);
        this.connector = new Connector(source, settings, this::countReplicas, client -> {}, connectLog);
        connector.start();
    }

    private CompletionStage<?> countReplicas() {
        ConnectedClient client = connector.client();
        return client == null ? CompletableFuture.allOf() : check.run(client);
    }

    /**
     * Sends an eviction.
     *
     * @param arguments those of {@code EVALSHA}: the SHA-1, the number of keys, the key, and more
     * @param breaker judges what is sent
     * @param listener is notified if nothing could be sent
     * @return fails unless enough replicas are known to have it
     */
    Reply<Void> send(Script script, Object[] arguments, Breaker breaker, StoreListener listener) {
        ScriptReply<Void> reply = new ScriptReply<>(script.name(), CommandKind.EVICTION, this::acknowledged);
        ConnectedClient client = connector.client();
        if (client == null) {
            reply.notConnected(listener);
        } else if (reply.passes(breaker, client.clock())) {
            reply.orElse(() -> sendWithSource(client, script, arguments, reply));
            sendAndWait(client, script, arguments, reply);
        }
        return reply;
    }

    private @Nullable Void acknowledged(@Nullable Object answer) {
        BatchResult<?> result = (BatchResult<?>) answer;
        if (result == null || result.getSyncedSlaves() < acks) {
            throw RedisUnavailableException.tooFewReplicas("evict");
        }
        return null;
    }

    /** Evicts, which makes the script known, and then once more with a wait. */
    private void sendWithSource(ConnectedClient client, Script script, Object[] arguments, ScriptReply<Void> reply) {
        Object[] withSource = arguments.clone();
        withSource[0] = script.text();
        CompletableFuture<Object> unused = client.evictions()
                .writeAsync((String) arguments[2], ByteArrayCodec.INSTANCE, Commands.EVAL, withSource)
                .toCompletableFuture()
                .whenComplete((evicted, failure) -> {
                    if (failure == null) {
                        sendAndWait(client, script, arguments, reply);
                    } else {
                        reply.accept(null, failure);
                    }
                });
    }

    private void sendAndWait(ConnectedClient client, Script script, Object[] arguments, ScriptReply<Void> reply) {
        try {
            RBatch batch = client.redisson()
                    .createBatch(BatchOptions.defaults()
                            .responseTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                            .retryAttempts(0)
                            .sync(acks, timeout.multipliedBy(3).dividedBy(4)));
            RFuture<Object> unused = batch.getScript(ByteArrayCodec.INSTANCE)
                    .evalShaAsync(
                            Mode.READ_WRITE,
                            script.sha(),
                            ReturnType.VALUE,
                            List.of(arguments[2]),
                            bytesFrom(arguments, 3));
            RedisConnection.follow(batch.executeAsync().toCompletableFuture(), reply);
        } catch (RuntimeException refused) {
            reply.refused(refused);
        }
    }

    private static Object[] bytesFrom(Object[] arguments, int begin) {
        return Arrays.stream(arguments, begin, arguments.length)
                .map(value -> String.valueOf(value).getBytes(UTF_8))
                .toArray();
    }

    @Override
    public void close() {
        connector.close();
    }
}
