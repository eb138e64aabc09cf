package io.github.dynamocached.redis;

import static io.github.dynamocached.redis.TrackedCache.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.servers.ChildJvm;
import io.github.dynamocached.servers.RedisCluster;
import io.github.dynamocached.servers.RedisSentinels;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.servers.SlotMove;
import io.github.dynamocached.store.Watch;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Primaries that change places, slots that move, and a node that stands still. */
@Tag("full")
class TrackingInModesTests {

    private static final Duration LAG = Duration.ofMillis(100);
    private static final int MEGABYTE = 1 << 20;

    @Test
    void successorThatTheSentinelsNameIsWatched() {
        try (RedisSentinels sentinels = RedisSentinels.start();
                TrackedCache node = new TrackedCache(Modes.of(sentinels), LAG)) {
            Watch watch = node.awaitWatch();
            sentinels.failOver();
            patiently().until(() -> !watch.isOpen());
            assertThat(node.awaitWatch()).isNotSameAs(watch);
            sentinels.data().replica().execute("DEL", node.name());
            node.awaitTold(node.operations.key);
        }
    }

    @Test
    void primaryThatSwapsItsPlaceWithItsReplicaIsWatchedNoMore() {
        try (RedisSentinels sentinels = RedisSentinels.start();
                TrackedCache node = new TrackedCache(Modes.of(sentinels), LAG)) {
            Watch watch = node.awaitWatch();
            sentinels.changePlaces();
            patiently().until(() -> !watch.isOpen());
            patiently().until(() -> {
                Watch next = node.awaitWatch();
                sentinels.data().replica().execute("DEL", node.name());
                return next.isOpen() && node.wasTold(node.operations.key);
            });
        }
    }

    @Test
    void everyPrimaryOfAClusterIsWatched() {
        try (RedisCluster cluster = RedisCluster.start();
                TrackedCache node = new TrackedCache(Modes.of(cluster), LAG)) {
            List<Watch> watches = new ArrayList<>();
            List<TrackedCache> keys = new ArrayList<>();
            patiently().until(() -> {
                TrackedCache key = node.another();
                Watch watch = key.awaitWatch();
                if (!watches.contains(watch)) {
                    watches.add(watch);
                    keys.add(key);
                }
                return watches.size() == 3;
            });
            for (TrackedCache key : keys) {
                cluster.masterOf(key.name()).execute("DEL", key.name());
                node.awaitTold(key.operations.key);
            }
        }
    }

    @Test
    void keyThatMovesIsToldAndTheSlotsOfItsPrimariesBeginOtherWatches() {
        try (RedisCluster cluster = RedisCluster.start();
                TrackedCache node = new TrackedCache(Modes.of(cluster), LAG)) {
            Watch watch = node.awaitWatch();
            String name = node.name();
            SlotMove move = cluster.beginToMoveSlotOf(name);
            node.forgetTold();
            move.moveKeys(move.keysLeft());
            node.awaitTold(node.operations.key);
            move.end();
            patiently().until(() -> !watch.isOpen());

            Watch next = node.awaitWatch();
            assertThat(next).isNotSameAs(watch);
            node.forgetTold();
            cluster.masterOf(name).execute("DEL", name);
            node.awaitTold(node.operations.key);
        }
    }

    private static long memoryOf(RedisServer server) {
        return String.valueOf(server.execute("INFO", "memory"))
                .lines()
                .filter(line -> line.startsWith("used_memory:"))
                .mapToLong(line -> Long.parseLong(line.substring("used_memory:".length())))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void nodeThatStandsStillTakesBoundedMemoryOfTheServerAndHoldsNothingWhenItGoesOn() throws IOException {
        try (RedisServer server = RedisServer.start();
                ChildJvm node = ChildJvm.running(WatchingProcess.class, "" + server.port())) {
            assertThat(node.nextLine()).isEqualTo("watching");
            node.pause();
            long before = memoryOf(server);
            long most = before;
            String part = "x".repeat(100_000);
            boolean isSubscribed = true;
            for (int i = 0; isSubscribed && i < 2_000; i++) {
                String key = "dynamocached:users:" + i + part;
                server.execute("HSET", key, "a", "1");
                server.execute("DEL", key);
                most = Math.max(most, memoryOf(server));
                isSubscribed = !String.valueOf(server.execute("CLIENT", "LIST", "TYPE", "pubsub"))
                        .isBlank();
            }
            assertThat(isSubscribed).isFalse();
            assertThat(most - before).isLessThan(40L * MEGABYTE);
            System.out.printf("A node that stood still took at most %,d bytes of the server%n", most - before);

            node.resume();
            node.say("?");
            assertThat(node.nextLine()).isEqualTo("holds false");
            assertThat(node.nextLine()).isEqualTo("watching");
        }
    }
}
