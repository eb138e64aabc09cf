package io.github.dynamocached.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.CapturedLog;
import io.github.dynamocached.cache.Stages;
import io.github.dynamocached.servers.RedisServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;

/** What an operator reads when evictions wait for replicas that there are not. */
class ReplicaCheckTests {

    @RegisterExtension
    final CapturedLog log = new CapturedLog(RedisConnection.class.getName());

    private static String lack(RedisServer server) {
        return "WARN Redis at 127.0.0.1:" + server.port()
                + " has 0 replicas, but redis.replica-acks is 1. None of its evictions is acknowledged; all"
                + " are queued and retried. Add replicas, or lower redis.replica-acks.";
    }

    @Test
    void connectionTellsThatItLacksReplicas() {
        try (RedisServer server = RedisServer.start();
                RedisConnection connection =
                        RedisConnection.to(Connections.configOf(server), RedisSettings.DEFAULT.withReplicaAcks(1))) {
            await().until(connection::isConnected);
            await().until(() -> log.lines().contains(lack(server)));
        }
    }

    @Test
    void lackIsToldOnceAndSoIsItsEnd() {
        try (RedisServer server = RedisServer.start();
                RedisServer replica = RedisServer.start()) {
            RedissonClient redisson = Redisson.create(Connections.configOf(server));
            try {
                ConnectedClient client = ConnectedClient.of((Redisson) redisson, RedisSettings.DEFAULT);
                ReplicaCheck check = new ReplicaCheck(1);
                Stages.awaitDone(check.run(client));
                Stages.awaitDone(check.run(client));

                replica.execute("REPLICAOF", "127.0.0.1", server.port());
                await().until(() ->
                        String.valueOf(server.execute("INFO", "replication")).contains("connected_slaves:1"));
                Stages.awaitDone(check.run(client));
                Stages.awaitDone(check.run(client));

                assertThat(log.lines())
                        .isEqualTo(List.of(
                                lack(server),
                                "INFO Redis at 127.0.0.1:" + server.port()
                                        + " now has enough replicas for redis.replica-acks"));
            } finally {
                redisson.shutdown();
            }
        }
    }
}
