package io.github.dynamocached.redis;

import static io.github.dynamocached.cache.Stages.awaitDone;
import static io.github.dynamocached.redis.TrackedCache.patiently;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CapturedLog;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.store.Watch;
import io.github.dynamocached.tracking.Trackings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a server tells of its keys, no matter who changes them and how. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrackingTests {

    private static final Duration LAG = Duration.ofMillis(100);

    /** Longer than any pause of the machine. */
    private static final Duration PATIENT_LAG = Duration.ofSeconds(20);

    @RegisterExtension
    final CapturedLog log = new CapturedLog(Trackings.class.getName());

    private RedisServer server;
    private TrackedCache node;
    private int keys;

    @BeforeAll
    void start() {
        server = RedisServer.start();
        node = new TrackedCache(Connections.configOf(server), LAG);
    }

    @AfterAll
    void stop() {
        node.close();
        server.close();
    }

    @AfterEach
    void reset() {
        server.execute("CONFIG", "SET", "maxmemory", "0");
    }

    private CacheKey nextKey() {
        return CacheKey.of("users", List.of("key" + keys++));
    }

    private static String nameOf(CacheKey key) {
        return RedisStoreFixture.nameOf(key);
    }

    private boolean exists(CacheKey key) {
        return Long.valueOf(1).equals(server.execute("EXISTS", nameOf(key)));
    }

    private CacheKey stored() {
        CacheKey key = nextKey();
        server.execute("HSET", nameOf(key), "name", "Ada");
        node.awaitTold(key);
        return key;
    }

    @Test
    void valueNamesTheWatchOverItsServer() {
        Watch watch = node.awaitWatch();
        assertThat(watch.isOpen()).isTrue();
        assertThat(node.watch()).isSameAs(watch);
    }

    @Test
    void changeIsToldBeforeAnyQuestionAfterItIsAnswered() {
        for (int i = 0; i < 100; i++) {
            Watch watch = node.awaitWatch();
            CacheKey key = nextKey();
            server.execute("HSET", nameOf(key), "name", "Ada");
            long acknowledged = System.nanoTime();
            patiently().until(() -> watch.behind(acknowledged) < 0 || !watch.isOpen());
            assertThat(node.wasTold(key) || !watch.isOpen()).isTrue();
        }
    }

    @Test
    void changesByOthersAreTold() {
        node.awaitWatch();
        CacheKey deleted = stored();
        server.execute("DEL", nameOf(deleted));
        node.awaitTold(deleted);
        CacheKey unlinked = stored();
        server.execute("UNLINK", nameOf(unlinked));
        node.awaitTold(unlinked);
        CacheKey renamed = stored();
        CacheKey target = nextKey();
        server.execute("RENAME", nameOf(renamed), nameOf(target));
        node.awaitTold(renamed);
        node.awaitTold(target);
    }

    @Test
    void expiryIsTold() {
        node.awaitWatch();
        CacheKey key = stored();
        server.execute("PEXPIRE", nameOf(key), "30");
        node.awaitTold(key);
        patiently().until(() -> !exists(key));
        node.awaitTold(key);
    }

    @Test
    void scriptTellsWhatItChanges() {
        node.awaitWatch();
        CacheKey one = nextKey();
        CacheKey other = nextKey();
        server.execute(
                "EVAL",
                "redis.call('HSET', KEYS[1], 'a', '1') redis.call('HSET', KEYS[2], 'a', '1')"
                        + " redis.call('HSET', KEYS[1], 'b', '1')",
                "2",
                nameOf(one),
                nameOf(other));
        node.awaitTold(one);
        node.awaitTold(other);
    }

    @Test
    void eachOfSeveralKeysIsTold() {
        node.awaitWatch();
        List<CacheKey> several = List.of(stored(), stored(), stored());
        server.execute("DEL", nameOf(several.get(0)), nameOf(several.get(1)), nameOf(several.get(2)));
        several.forEach(node::awaitTold);
    }

    @Test
    void ownEvictionIsTold() {
        node.awaitWatch();
        node.wasTold(node.operations.key);
        awaitDone(node.operations.evict());
        node.awaitTold(node.operations.key);
    }

    @Test
    void keysOfOtherCachesAreNotTold() {
        node.awaitWatch();
        CacheKey other = CacheKey.of("usersOfOld", List.of("1"));
        server.execute("HSET", nameOf(other), "name", "Ada");
        stored();
        assertThat(node.wasTold(other)).isFalse();
    }

    @Test
    void evictionByTheMemoryOfTheServerIsTold() {
        node.awaitWatch();
        CacheKey key = stored();
        server.execute("CONFIG", "SET", "maxmemory-policy", "allkeys-random");
        server.execute("CONFIG", "SET", "maxmemory", "1kb");
        patiently().until(() -> {
            server.execute("EXISTS", "any");
            return !exists(key);
        });
        node.awaitTold(key);
    }

    @Test
    void flushEndsTheWatchAndAnotherBegins() {
        Watch watch = node.awaitWatch();
        server.execute("FLUSHALL");
        patiently().until(() -> !watch.isOpen());
        assertThat(node.lost.get()).isPositive();
        assertThat(node.awaitWatch()).isNotSameAs(watch);
    }

    @Test
    void brokenChannelEndsTheWatchAndAnotherIsOpened() {
        Watch watch = node.awaitWatch();
        server.execute("CLIENT", "KILL", "TYPE", "pubsub");
        patiently().until(() -> !watch.isOpen());
        Watch next = node.awaitWatch();
        assertThat(next).isNotSameAs(watch);
        CacheKey unused = stored();
    }

    @Test
    void watchDoesNotHoldWhileTheServerStandsStill() {
        Watch watch = node.awaitWatch();
        server.pause();
        try {
            patiently().until(() -> !watch.holds(System.nanoTime()));
            patiently().until(() -> !watch.isOpen());
        } finally {
            server.resume();
        }
        assertThat(node.awaitWatch()).isNotSameAs(watch);
    }

    @Test
    void cacheThatIsWatchedLaterGetsAChannelThatTellsItsKeysToo() {
        try (TrackedCache late = new TrackedCache(Connections.configOf(server), PATIENT_LAG)) {
            Watch first = late.awaitWatch();
            late.operations.store.watch("turns", PATIENT_LAG, late);
            assertThat(late.watch()).isNull();
            patiently().until(() -> !first.isOpen());
            late.awaitWatch();
            CacheKey key = CacheKey.of("turns", List.of("1"));
            server.execute("HSET", nameOf(key), "name", "Ada");
            late.awaitTold(key);
        }
    }

    @Test
    void channelIsClosedWithTheConnection() {
        TrackedCache closed = new TrackedCache(Connections.configOf(server), LAG);
        Watch watch = closed.awaitWatch();
        closed.close();
        assertThat(watch.isOpen()).isFalse();
        node.awaitWatch();
        patiently().until(() -> subscribers() == 1);
    }

    private long subscribers() {
        return String.valueOf(server.execute("CLIENT", "LIST", "TYPE", "pubsub"))
                .lines()
                .count();
    }

    @Test
    void bufferOfTheServerForTheChannelIsBounded() {
        assumeTrue(server.majorVersion() >= 7, "Redis 7 is the first to list the protocol of clients");
        node.awaitWatch();
        assertThat(String.valueOf(server.execute("CLIENT", "LIST", "TYPE", "pubsub")))
                .contains(" flags=P")
                .contains(" resp=3");
        assertThat(String.valueOf(server.execute("CONFIG", "GET", "client-output-buffer-limit")))
                .contains("pubsub 33554432");
    }

    @Test
    void nothingIsLoggedWhereTheServerTracks() {
        node.awaitWatch();
        assertThat(log.lines()).isEmpty();
        assertThat(TimeUnit.NANOSECONDS.toMillis(node.awaitWatch().behind(System.nanoTime())))
                .isLessThanOrEqualTo(LAG.toMillis());
    }
}
