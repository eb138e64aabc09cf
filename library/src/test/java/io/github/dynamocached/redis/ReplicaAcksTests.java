package io.github.dynamocached.redis;

import static io.github.dynamocached.cache.Stages.await;
import static io.github.dynamocached.cache.Stages.awaitDone;
import static io.github.dynamocached.cache.Stages.awaitFailure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.Freshness;
import io.github.dynamocached.breaker.RedisUnavailableException;
import io.github.dynamocached.servers.RedisReplication;
import io.github.dynamocached.store.FillResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Evictions that are acknowledged when a replica has them. */
@Tag("full")
class ReplicaAcksTests {

    private final RedisReplication servers = RedisReplication.start();
    private final RedisConnection connection = Connections.ready(RedisConnection.to(
            Connections.configOf(servers.master()),
            new RedisSettings("dynamocached", Duration.ofSeconds(10), Duration.ofSeconds(4)).withReplicaAcks(1)));
    private final RedisOperations operations = new RedisOperations(connection);

    @AfterEach
    void stop() {
        connection.close();
        servers.close();
    }

    private void awaitService() {
        await().ignoreExceptions().untilAsserted(() -> awaitDone(operations.evict()));
    }

    @Test
    void replicaHasWhatIsAcknowledged() {
        awaitService();
        for (int i = 0; i < 20; i++) {
            assertThat(operations.put()).isEqualTo(FillResult.STORED);
            awaitDone(operations.evict());
            assertThat(servers.replica().execute("HKEYS", RedisStoreFixture.nameOf(operations.key)))
                    .isEqualTo(List.of("@h"));
        }
        assertThat(await(operations.read()).freshness()).isEqualTo(Freshness.NONE);
    }

    @Test
    void evictionThatNoReplicaHasIsNotAcknowledgedAndHoldsUpNobody() {
        awaitService();
        servers.replica().pause();
        RedisOperations other = new RedisOperations(connection);
        CompletableFuture<Void> eviction = operations.evict().toCompletableFuture();

        assertThat(other.put()).isEqualTo(FillResult.STORED);
        assertThat(await(other.read()).freshness()).isEqualTo(Freshness.FRESH);
        assertThat(eviction).isNotDone();
        assertThat(awaitFailure(eviction))
                .isExactlyInstanceOf(RedisUnavailableException.class)
                .hasMessage("evict was acknowledged by fewer replicas than redis.replica-acks requires.");

        servers.replica().resume();
        awaitService();
    }

    @Test
    void forgottenScriptChangesNothing() {
        awaitService();
        assertThat(operations.put()).isEqualTo(FillResult.STORED);
        servers.master().execute("SCRIPT", "FLUSH");
        awaitDone(operations.evict());
        assertThat(await(operations.read()).freshness()).isEqualTo(Freshness.NONE);
    }
}
