package io.github.dynamocached.redis;

import static org.awaitility.Awaitility.await;

import io.github.dynamocached.servers.MovingEndpoint;
import io.github.dynamocached.servers.RedisServer;
import org.redisson.config.Config;

/** A primary and a replica that lags for as long as a test says so, while its link to the primary stays open. */
final class LaggingReplica implements AutoCloseable {

    final RedisServer primary;
    final RedisServer replica;
    private final MovingEndpoint link;
    private boolean lags;

    private LaggingReplica(RedisServer primary, RedisServer replica) {
        this.primary = primary;
        this.replica = replica;
        this.link = MovingEndpoint.to(primary);
    }

    static LaggingReplica start(String... arguments) {
        LaggingReplica both =
                new LaggingReplica(RedisServer.start("--repl-diskless-sync-delay", "0"), RedisServer.start(arguments));
        both.replica.execute("REPLICAOF", "127.0.0.1", both.link.port());
        both.awaitLink();
        return both;
    }

    /** The replica, which has been started again or followed another one, follows the primary. */
    void followAgain() {
        replica.execute("REPLICAOF", "127.0.0.1", link.port());
        awaitLink();
    }

    private void awaitLink() {
        await().until(() ->
                String.valueOf(replica.execute("INFO", "replication")).contains("master_link_status:up"));
    }

    /** The configuration of an application that knows both. */
    Config config() {
        Config config = new Config();
        config.useMasterSlaveServers()
                .setMasterAddress(primary.uri().toString())
                .addSlaveAddress(replica.uri().toString())
                .setPingConnectionInterval(0);
        return config;
    }

    /** The replica gets nothing from now on. */
    void lag() {
        link.keepBack();
        lags = true;
    }

    /** The replica gets everything, and has it when this returns. */
    void catchUp() {
        link.passOn();
        lags = false;
        awaitSame();
    }

    /** Waits until the replica has everything. */
    void awaitSame() {
        await().until(() -> positionOf(replica, "slave_repl_offset") >= positionOf(primary, "master_repl_offset"));
    }

    private static long positionOf(RedisServer server, String name) {
        String state = String.valueOf(server.execute("INFO", "replication"));
        return PrimaryQuestion.position(state, name);
    }

    @Override
    public void close() {
        if (lags) {
            link.passOn();
        }
        replica.close();
        primary.close();
        link.close();
    }
}
