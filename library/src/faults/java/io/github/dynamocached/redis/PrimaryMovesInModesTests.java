package io.github.dynamocached.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.Outcome.Source;
import io.github.dynamocached.cache.Node;
import io.github.dynamocached.servers.RedisCluster;
import io.github.dynamocached.servers.RedisReplication;
import io.github.dynamocached.servers.RedisSentinels;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redisson.config.Config;

/** A primary that becomes a replica and goes on running: what it refused goes to its successor, whichever command finds that. */
@Tag("full")
class PrimaryMovesInModesTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final AtomicReference<String> database = new AtomicReference<>("old");
    private final Slot slot = new Slot(CacheKey.of("users", List.of("moving")), "Text");
    private final String key = RedisStoreFixture.nameOf(slot.key());

    private static boolean isPrimary(RedisServer server) {
        return String.valueOf(server.execute("ROLE")).startsWith("[master");
    }

    /**
     * Fills, has the servers change places, writes, and waits until the eviction is where it belongs and both nodes serve. The
     * node that only reads may get hits of the former primary until it has asked for its role, once a second.
     */
    private void assertFollowed(Config config, Runnable change, RedisServer successor) {
        try (RedisConnection connectionOfA = Connections.ready(RedisConnection.to(config, Connections.PATIENT));
                RedisConnection connectionOfB = Connections.ready(RedisConnection.to(config, Connections.PATIENT));
                Node a = new Node(new RedisEntryStore(connectionOfA), new RedisLoadLock(connectionOfA));
                Node b = new Node(new RedisEntryStore(connectionOfB), new RedisLoadLock(connectionOfB))) {
            awaitHit(a);
            awaitHit(b);
            change.run();
            await().atMost(PATIENCE).until(() -> isPrimary(successor));
            database.set("new");
            boolean unused = a.evict(slot);

            await().atMost(PATIENCE).until(() -> a.cache().outbox().queued() == 0);
            awaitHit(a);
            assertThat(a.read(slot, database::get).value()).isEqualTo("new");
            await().atMost(PATIENCE)
                    .until(() -> "new".equals(b.read(slot, database::get).value()));
            awaitHit(b);
            assertThat(b.read(slot, database::get).value()).isEqualTo("new");
            assertThat((Long) successor.execute("EXISTS", key)).isEqualTo(1);
        }
    }

    private void awaitHit(Node node) {
        await().atMost(PATIENCE).until(() -> node.read(slot, database::get).source() == Source.HIT);
    }

    @Test
    void masterThatBecameAReplicaByHandIsLeftWhereRolesAreFollowed() {
        try (RedisReplication both = RedisReplication.start()) {
            assertFollowed(
                    Modes.of(both),
                    () -> {
                        both.replica().execute("REPLICAOF", "NO", "ONE");
                        both.master()
                                .execute(
                                        "REPLICAOF", "127.0.0.1", both.replica().port());
                    },
                    both.replica());
        }
    }

    @Test
    void masterThatTheSentinelsMakeAReplicaIsLeft() {
        try (RedisSentinels sentinels = RedisSentinels.start()) {
            assertFollowed(
                    Modes.of(sentinels),
                    sentinels::changePlaces,
                    sentinels.data().replica());
        }
    }

    @Test
    void masterOfAClusterThatBecomesAReplicaIsLeft() {
        try (RedisCluster cluster = RedisCluster.startWithReplicas()) {
            RedisServer master = cluster.masterOf(key);
            RedisServer successor = cluster.replicas().get(cluster.masters().indexOf(master));
            assertFollowed(Modes.of(cluster), () -> successor.execute("CLUSTER", "FAILOVER"), successor);
        }
    }
}
