package io.github.dynamocached.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.Outcome.Source;
import io.github.dynamocached.cache.Node;
import io.github.dynamocached.servers.MovingEndpoint;
import io.github.dynamocached.servers.RedisReplication;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.store.Slot;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.redisson.config.Config;

/** Two nodes behind an address that leads to one server, then to another, and back again. */
class PrimaryMovesTests {

    private static final int NOBODY_LISTENS = 1;

    private final RedisReplication servers = RedisReplication.start("--repl-diskless-sync-delay", "0");
    private final RedisServer first = servers.master();
    private final RedisServer second = servers.replica();
    private final MovingEndpoint endpoint = MovingEndpoint.to(first);
    private final RedisConnection connectionOfA = Connections.ready(connect());
    private final RedisConnection connectionOfB = Connections.ready(connect());
    private final Node a = nodeOn(connectionOfA);
    private final Node b = nodeOn(connectionOfB);
    private final AtomicReference<String> database = new AtomicReference<>("old");
    private final Slot slot = new Slot(CacheKey.of("users", List.of("moving")), "Text");

    private RedisConnection connect() {
        Config config = new Config();
        config.useSingleServer().setAddress(endpoint.uri().toString()).setPingConnectionInterval(0);
        return RedisConnection.to(config, Connections.PATIENT);
    }

    private static Node nodeOn(RedisConnection connection) {
        return new Node(new RedisEntryStore(connection), new RedisLoadLock(connection));
    }

    @AfterEach
    void stop() {
        a.close();
        b.close();
        connectionOfA.close();
        connectionOfB.close();
        endpoint.close();
        servers.close();
    }

    private Object read(Node node) {
        return String.valueOf(node.read(slot, database::get).value());
    }

    private void awaitHits() {
        for (Node node : List.of(a, b)) {
            await().until(() -> node.read(slot, database::get).source() == Source.HIT);
        }
    }

    private static void follow(RedisServer replica, RedisServer master) {
        master.execute("REPLICAOF", "NO", "ONE");
        replica.execute("REPLICAOF", "127.0.0.1", master.port());
        await().until(() ->
                String.valueOf(replica.execute("INFO", "replication")).contains("master_link_status:up"));
    }

    /** Breaks all connections, so that new ones lead to that server. */
    private void moveTo(RedisServer server) {
        endpoint.moveTo(server);
        endpoint.breakConnections();
    }

    private void awaitNewValueOnBothNodes() {
        await().until(() -> {
            assertThat(read(a)).isEqualTo("new");
            return read(b).equals("new") && b.read(slot, database::get).source() == Source.HIT;
        });
        assertThat(read(a)).isEqualTo("new");
    }

    @Test
    void primaryThatComesBackIsSentTheEvictionsThatItLacks() {
        awaitHits();
        follow(first, second);
        moveTo(second);
        awaitHits();
        first.execute("REPLICAOF", "127.0.0.1", NOBODY_LISTENS);
        database.set("new");
        await().until(() -> a.evict(slot));

        second.kill();
        first.execute("REPLICAOF", "NO", "ONE");
        moveTo(first);

        awaitNewValueOnBothNodes();
    }

    /** The address moves by mistake: the first server is a primary all the time, and holds what it held. */
    @Test
    void primaryThatWasOnlyPassedOverIsSentTheEvictionsThatItLacks() {
        awaitHits();
        second.execute("REPLICAOF", "NO", "ONE");
        moveTo(second);
        awaitHits();
        database.set("new");
        await().until(() -> a.evict(slot));

        moveTo(first);

        awaitNewValueOnBothNodes();
    }

    /** A node that has met one process alone, twice: what it holds is what another one has given it meanwhile. */
    @Test
    void primaryWhoseDataWereReplacedIsSentTheEvictionsAlsoByNodesThatMetNoOther() {
        awaitHits();
        second.execute("REPLICAOF", "NO", "ONE");
        database.set("new");
        assertThat(a.evict(slot)).isTrue();
        first.execute("REPLICAOF", "127.0.0.1", second.port());
        await().until(() -> String.valueOf(first.execute("INFO", "replication")).contains("master_link_status:up"));
        first.execute("REPLICAOF", "NO", "ONE");
        endpoint.breakConnections();

        awaitNewValueOnBothNodes();
    }

    @Test
    void demotedPrimaryThatKeepsItsConnectionsIsLeftByWritersAndByReaders() {
        awaitHits();
        follow(first, second);
        long demoted = System.nanoTime();
        endpoint.moveTo(second);

        database.set("new");
        a.evict(slot);

        await().until(() -> a.cache().outbox().queued() == 0);
        await().until(() -> System.nanoTime() - demoted > TimeUnit.SECONDS.toNanos(1));
        assertThat(read(a)).isEqualTo("new");
        assertThat(read(b)).isEqualTo("new");
        awaitHits();
    }

    /** No command of the second node is ever refused: it reads, and is told. */
    @Test
    void nodeThatOnlyReadsStopsTrustingDemotedPrimaryWithinASecond() {
        awaitHits();
        follow(first, second);
        long demoted = System.nanoTime();
        database.set("new");

        await().until(() -> {
            boolean late = System.nanoTime() - demoted > TimeUnit.SECONDS.toNanos(1);
            assertThat(late && b.read(slot, database::get).source() == Source.HIT)
                    .isFalse();
            return late;
        });
        assertThat(read(b)).isEqualTo("new");

        first.execute("REPLICAOF", "NO", "ONE");
        awaitHits();
    }
}
