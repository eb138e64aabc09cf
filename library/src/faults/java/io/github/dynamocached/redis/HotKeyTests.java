package io.github.dynamocached.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.Budgets;
import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.cache.Node;
import io.github.dynamocached.load.BlockingLoader;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * One key that many threads want all the time while nothing can be stored: they share loads. Without that each call is a
 * load, which is a flood just when Redis is away. What calls paid is printed.
 */
@Tag("full")
class HotKeyTests {

    private static final int THREADS = 200;
    private static final Duration LOAD = Duration.ofMillis(20);
    private static final Duration TIME = Duration.ofSeconds(5);
    private static final int MOST_LOADS = (int) (3 * TIME.toMillis() / LOAD.toMillis());
    private static final double MOST_LATENCY = 1.6;

    private final RedisServer server = RedisServer.start();
    private final RedisConnection connection =
            Connections.ready(RedisConnection.to(Connections.configOf(server), RedisSettings.DEFAULT));
    private final Node node = new Node(
            new RedisEntryStore(connection),
            new RedisLoadLock(connection),
            CacheSettings.named("users").build(),
            Budgets.DEFAULT);

    @AfterEach
    void stop() {
        server.resume();
        node.close();
        connection.close();
        server.close();
    }

    private static Slot slot(String id) {
        return new Slot(CacheKey.of("users", List.of(id)), "Text");
    }

    private static void assertFewLoadsAndShortWaits(HotKeyDrive drive) {
        assertThat(drive.loads()).isBetween(1, MOST_LOADS);
        assertThat(drive.failures()).isZero();
        assertThat(drive.medianWaitInLoads()).isLessThan(MOST_LATENCY);
    }

    @Test
    void hotKeyWhileRedisHangs() throws InterruptedException {
        server.pause();
        HotKeyDrive drive = new HotKeyDrive("Redis hangs", LOAD);
        drive.run(THREADS, TIME, () -> node.read(slot("1"), drive::load));
        assertFewLoadsAndShortWaits(drive);
    }

    @Test
    void hotKeyOfAPendingEviction() throws InterruptedException {
        server.pause();
        assertThat(node.evict(slot("1"))).isFalse();
        HotKeyDrive drive = new HotKeyDrive("the eviction of the key is pending", LOAD);
        drive.run(THREADS, TIME, () -> node.read(slot("1"), drive::load));
        assertFewLoadsAndShortWaits(drive);
    }

    @Test
    void hotKeyWhoseValueMayNotBeStored() throws InterruptedException {
        HotKeyDrive drive = new HotKeyDrive("the value may not be stored", LOAD);
        BlockingLoader unstorable = new BlockingLoader() {
            @Override
            public @Nullable Object load() throws Throwable {
                return drive.load();
            }

            @Override
            public boolean isStorable(@Nullable Object value) {
                return false;
            }
        };
        drive.run(THREADS, TIME, () -> node.read(slot("1"), unstorable));
        assertThat(drive.loads()).isBetween(1, MOST_LOADS);
        assertThat(drive.failures()).isZero();
    }

    /** Each interrupt reaches the call of its thread and nobody else. */
    @Test
    void hotKeyWhoseLeadersAreInterrupted() throws InterruptedException {
        server.pause();
        HotKeyDrive drive = new HotKeyDrive("leaders are interrupted", LOAD);
        AtomicBoolean over = new AtomicBoolean();
        Thread interrupter = new Thread(() -> {
            while (!over.get()) {
                drive.interruptALeader();
            }
        });
        interrupter.start();
        drive.run(THREADS, TIME, () -> node.read(slot("1"), drive::load));
        over.set(true);
        interrupter.join();
        assertThat(drive.interrupts()).isPositive();
        assertThat(drive.failures()).isLessThanOrEqualTo(drive.interrupts());
        assertThat(drive.loads() - drive.interrupts()).isBetween(1, MOST_LOADS);
    }

    @Test
    void twoMethodsThatCallEachOther() throws InterruptedException {
        server.pause();
        HotKeyDrive drive = new HotKeyDrive("two methods call each other", LOAD);
        drive.run(50, TIME, () -> HotKeyDrive.number() % 2 == 0 ? nested(drive, "1", "2") : nested(drive, "2", "1"));
        assertThat(drive.failures()).isZero();
        assertThat(drive.longestWaitInLoads()).isLessThan(50);
    }

    private Object nested(HotKeyDrive drive, String outer, String inner) {
        return node.read(slot(outer), () -> {
            Object unused = drive.load();
            return node.read(slot(inner), drive::load).value();
        });
    }

    /** The same number of loads run at once, so ten times fewer begin. */
    @Test
    void databaseThatBecomesTenTimesSlower() throws InterruptedException {
        server.pause();
        HotKeyDrive drive = new HotKeyDrive("DynamoDB", LOAD);
        drive.run(THREADS, Duration.ofSeconds(2), () -> node.read(slot("1"), drive::load));
        HotKeyDrive slow = new HotKeyDrive("DynamoDB is ten times slower", LOAD.multipliedBy(10));
        slow.run(THREADS, TIME, () -> node.read(slot("1"), slow::load));
        assertThat(slow.loads()).isBetween(1, MOST_LOADS / 10);
        assertThat(slow.failures()).isZero();
        assertThat(slow.medianWaitInLoads()).isLessThan(MOST_LATENCY);
    }
}
