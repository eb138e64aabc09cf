package io.github.dynamocached.redis;

import static io.github.dynamocached.redis.TrackedCache.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.Outcome;
import io.github.dynamocached.Outcome.Source;
import io.github.dynamocached.servers.ChildJvm;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.servers.SharedServers;
import io.github.dynamocached.store.NearMemory;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Two nodes return an item from their memory, and its entry goes from Redis. From the lag on no read of either returns the version
 * from before, and none at all on the node that has evicted. Both come back to returning it from memory.
 */
@Tag("full")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NearFaultsTests {

    private static final long LAG = NearMemory.LAG.toNanos();

    private final String run = UUID.randomUUID().toString();
    private final VersionedItems database =
            new VersionedItems(SharedServers.redis().port(), run);
    private final AtomicInteger items = new AtomicInteger();
    private RedisServer server;
    private NearNode a;
    private NearNode b;

    @BeforeAll
    void start() {
        server = RedisServer.start("--maxmemory-policy", "allkeys-random");
        a = new NearNode(server.port(), database);
        b = new NearNode(server.port(), database);
    }

    @AfterAll
    void stop() {
        a.close();
        b.close();
        server.close();
    }

    /** An item that both nodes return from memory. */
    private int nearItem() {
        int item = items.incrementAndGet();
        assertThat(a.awaitNear(item)).isEqualTo("0");
        assertThat(b.awaitNear(item)).isEqualTo("0");
        return item;
    }

    private static String nameOf(int item) {
        return RedisStoreFixture.nameOf(FaultWorker.keyOf(item));
    }

    /** Reads on a node until its memory has the new version, and checks each read that the bound covers. */
    private static void assertFollows(NearNode node, int item, long version, long bound) {
        patiently().until(() -> {
            long began = System.nanoTime();
            Outcome outcome = node.read(item);
            boolean isNew = NearNode.versionOf(outcome).equals(String.valueOf(version));
            assertThat(isNew || began - bound <= 0).isTrue();
            return isNew && outcome.source() == Source.NEAR;
        });
    }

    private void assertBothFollow(int item, long version, long gone) {
        assertFollows(a, item, version, gone + LAG);
        assertFollows(b, item, version, gone + LAG);
    }

    private void assertEvictionIsSeen(int item) {
        long version = database.write(item);
        assertThat(a.evict(item)).isTrue();
        long acknowledged = System.nanoTime();
        assertFollows(a, item, version, acknowledged);
        assertFollows(b, item, version, acknowledged + LAG);
    }

    @Test
    void evictionIsSeenAtOnceOnItsNodeAndByTheOtherWithinTheLag() {
        int item = nearItem();
        for (int i = 0; i < 20; i++) {
            assertEvictionIsSeen(item);
        }
    }

    @Test
    void evictionWhileNoChannelIsOpenIsSeen() {
        int item = nearItem();
        for (int i = 0; i < 10; i++) {
            server.execute("CLIENT", "KILL", "TYPE", "pubsub");
            assertEvictionIsSeen(item);
        }
    }

    @Test
    void deletionBySomebodyElseIsSeen() {
        int item = nearItem();
        for (String command : List.of("DEL", "UNLINK")) {
            long version = database.write(item);
            server.execute(command, nameOf(item));
            assertBothFollow(item, version, System.nanoTime());
        }
    }

    @Test
    void flushIsSeen() {
        for (String command : List.of("FLUSHALL", "FLUSHDB")) {
            int item = nearItem();
            long version = database.write(item);
            server.execute(command);
            assertBothFollow(item, version, System.nanoTime());
        }
    }

    @Test
    void expiryIsSeen() {
        int item = nearItem();
        long version = database.write(item);
        server.execute("PEXPIRE", nameOf(item), "20");
        patiently().until(() -> isGone(item));
        assertBothFollow(item, version, System.nanoTime());
    }

    private boolean isGone(int item) {
        return Long.valueOf(0).equals(server.execute("EXISTS", nameOf(item)));
    }

    @Test
    void evictionByTheMemoryOfTheServerIsSeen() {
        int item = nearItem();
        long version = database.write(item);
        server.execute("CONFIG", "SET", "maxmemory", "1kb");
        patiently().until(() -> isGone(item));
        long gone = System.nanoTime();
        server.execute("CONFIG", "SET", "maxmemory", "0");
        assertBothFollow(item, version, gone);
    }

    @Test
    void nodeThatStoodStillForLongerThanTheLagReturnsNothingFromBeforeAnEviction() throws IOException {
        int item = nearItem();
        try (ChildJvm other = ChildJvm.running(
                NearNodeProcess.class,
                "" + server.port(),
                "" + SharedServers.redis().port(),
                run,
                String.valueOf(item))) {
            assertThat(other.nextLine()).isEqualTo("near");
            for (int i = 0; i < 10; i++) {
                other.pause();
                long version = database.write(item);
                assertThat(a.evict(item)).isTrue();
                long acknowledged = System.nanoTime();
                patiently().until(() -> System.nanoTime() - acknowledged > LAG);
                other.say("read");
                other.resume();
                assertThat(other.nextLine()).isEqualTo(String.valueOf(version));
                assertThat(other.nextLine()).isEqualTo("near");
            }
        }
    }
}
