package io.github.dynamocached.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.redisson.client.RedisClient;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.connection.MasterSlaveEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns once of a primary with fewer replicas than evictions need, because then none of its evictions is ever acknowledged.
 * Logs once more when there are enough.
 */
final class ReplicaCheck {

    private static final Logger log = LoggerFactory.getLogger(RedisConnection.class);

    private final int acks;
    private final Set<RedisClient> lacking = ConcurrentHashMap.newKeySet();

    /** @param acks how many replicas have to confirm an eviction */
    ReplicaCheck(int acks) {
        this.acks = acks;
    }

    /** Asks all primaries. The stage never fails: who does not answer is asked again the next time. */
    CompletionStage<?> run(ConnectedClient client) {
        Collection<MasterSlaveEntry> primaries = client.primaries();
        lacking.retainAll(primaries.stream().map(MasterSlaveEntry::getClient).toList());
        CompletableFuture<?>[] answers = primaries.stream()
                .map(primary -> CompletableFuture.completedFuture(primary)
                        .thenCompose(asked -> ask(client, asked))
                        .exceptionally(failure -> {
                            log.debug("The number of replicas of a primary is unknown", failure);
                            return null;
                        }))
                .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(answers);
    }

    private CompletionStage<Void> ask(ConnectedClient client, MasterSlaveEntry primary) {
        return client.evictions()
                .writeAsync(primary, ByteArrayCodec.INSTANCE, Commands.INFO, "replication")
                .thenAccept(answer -> judge(primary.getClient(), new String((byte[]) answer, UTF_8)));
    }

    private void judge(RedisClient primary, String about) {
        int replicas = Integer.parseInt(PrimaryQuestion.line(about, "connected_slaves"));
        if (replicas >= acks) {
            if (lacking.remove(primary)) {
                log.info("{} now has enough replicas for redis.replica-acks", ServerName.of(primary.getAddr()));
            }
        } else if (lacking.add(primary)) {
            log.warn(
                    "{} has {} replicas, but redis.replica-acks is {}. None of its evictions is acknowledged;"
                            + " all are queued and retried. Add replicas, or lower redis.replica-acks.",
                    ServerName.of(primary.getAddr()),
                    replicas,
                    acks);
        }
    }
}
