package io.github.dynamocached.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.Budgets;
import io.github.dynamocached.CacheKey;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.cache.Node;
import io.github.dynamocached.servers.SharedServers;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A server that answers at once, and a JVM whose event loop reads the answers after the budget of the call. */
class StalledEventLoopTests {

    private static final Budgets BUDGETS = new Budgets(Duration.ofMillis(100), Duration.ofSeconds(1));
    private static final long STALL = TimeUnit.MILLISECONDS.toNanos(200);

    private final Slot slot =
            new Slot(CacheKey.of("users", List.of(UUID.randomUUID().toString())), "Text");

    private static void stall(RedisConnection connection) throws InterruptedException {
        CountDownLatch stalls = new CountDownLatch(1);
        connection.eventLoop().execute(() -> {
            stalls.countDown();
            long end = System.nanoTime() + STALL;
            for (long left = STALL; left > 0; left = end - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        });
        stalls.await();
    }

    @Test
    void answersThatTheEventLoopHadNoTimeToReadStillCount() throws InterruptedException {
        RedisSettings settings = new RedisSettings("dynamocached", BUDGETS.call(), BUDGETS.evict());
        try (RedisConnection connection =
                        Connections.ready(RedisConnection.to(Connections.configOf(SharedServers.redis()), settings));
                Node node = new Node(
                        new RedisEntryStore(connection), new RedisLoadLock(connection), Node.SETTINGS, BUDGETS)) {
            stall(connection);
            assertThat(node.read(slot, () -> "value").source()).isEqualTo(Outcome.Source.MISS);
            stall(connection);
            assertThat(node.read(slot, () -> "other").source()).isEqualTo(Outcome.Source.HIT);
        }
    }
}
