package io.github.dynamocached.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.history.Operation.Kind;
import io.github.dynamocached.servers.MovingEndpoint;
import io.github.dynamocached.servers.RedisReplication;
import io.github.dynamocached.servers.RedisServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redisson.config.Config;

/** What {@link FaultsUnderLoadTests} does to one server, done to an address that leads to one server and then to another. */
@Tag("full")
class PrimaryMovesUnderLoadTests {

    private static final int OUTAGE = 2_000;
    private static final int NOBODY_LISTENS = 1;
    private static final RedisSettings ACKNOWLEDGED_BY_REPLICA = RedisSettings.DEFAULT.withReplicaAcks(1);

    private final RedisReplication servers = RedisReplication.start("--repl-diskless-sync-delay", "0");
    private final RedisServer first = servers.master();
    private final RedisServer second = servers.replica();
    private final MovingEndpoint endpoint = MovingEndpoint.to(first);

    @AfterEach
    void stop() {
        endpoint.close();
        servers.close();
    }

    private FaultDrive drive(String name, RedisSettings settings) {
        Config config = new Config();
        config.useSingleServer().setAddress(endpoint.uri().toString()).setPingConnectionInterval(0);
        return new FaultDrive(name, config, settings);
    }

    private static void follow(RedisServer replica, RedisServer primary) {
        primary.execute("REPLICAOF", "NO", "ONE");
        replica.execute("REPLICAOF", "127.0.0.1", primary.port());
    }

    private static void awaitInSync(RedisServer replica) {
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        String.valueOf(replica.execute("INFO", "replication")).contains("master_link_status:up"));
    }

    private void moveTo(RedisServer server) {
        endpoint.moveTo(server);
        endpoint.breakConnections();
    }

    @Test
    void primaryThatComesBackWithOlderData() throws InterruptedException {
        try (FaultDrive drive = drive("failover there and back", RedisSettings.DEFAULT)) {
            drive.startServed(OUTAGE).faultBegins();
            moveTo(second);
            follow(first, second);
            awaitInSync(first);
            drive.work(Kind.READ, OUTAGE).work(Kind.EVICTION, 50);
            first.execute("REPLICAOF", "127.0.0.1", NOBODY_LISTENS);
            drive.work(Kind.EVICTION, 50);
            second.kill();
            first.execute("REPLICAOF", "NO", "ONE");
            moveTo(first);
            drive.work(Kind.READ, OUTAGE).faultEnds().healAndCheckAtRest();
        }
    }

    /** Nothing that was acknowledged is ever lost, so no read at all may return what was evicted before it. */
    @Test
    void failoverThereAndBackLosesNoEvictionThatAReplicaHas() throws InterruptedException {
        try (FaultDrive drive = drive("failover there and back, replica-acks 1", ACKNOWLEDGED_BY_REPLICA)) {
            drive.startServed(OUTAGE).faultBegins();
            moveTo(second);
            follow(first, second);
            awaitInSync(first);
            drive.work(Kind.READ, OUTAGE).work(Kind.EVICTION, 50);
            moveTo(first);
            follow(second, first);
            awaitInSync(second);
            drive.work(Kind.READ, OUTAGE).work(Kind.EVICTION, 50);
            drive.faultEnds().healAndCheck();
        }
    }

    /** No eviction is lost here, so whatever is stale comes from the replica: nothing does after its second. */
    @Test
    void replicaThatKeepsItsConnectionsIsReadForASecondAtMost() throws InterruptedException {
        try (FaultDrive drive = drive("demoted primary, replica-acks 1", ACKNOWLEDGED_BY_REPLICA)) {
            drive.startServed(OUTAGE).faultBegins();
            endpoint.moveTo(second);
            follow(first, second);
            long demoted = System.nanoTime();
            awaitInSync(first);
            drive.work(Kind.READ, OUTAGE).work(Kind.EVICTION, 50);
            drive.faultEnds().healAndCheckAtRest();
            assertThat(drive.violationsSince(demoted + PrimaryChannel.TRUST_NANOS))
                    .isEmpty();
        }
    }

    @Test
    void replicaThatKeepsItsConnectionsIsLeftForThePrimary() throws InterruptedException {
        try (FaultDrive drive = drive("demoted primary", RedisSettings.DEFAULT)) {
            drive.startServed(OUTAGE).faultBegins();
            endpoint.moveTo(second);
            follow(first, second);
            drive.work(Kind.READ, OUTAGE).work(Kind.EVICTION, 50);
            drive.faultEnds().healAndCheckAtRest();
        }
    }
}
