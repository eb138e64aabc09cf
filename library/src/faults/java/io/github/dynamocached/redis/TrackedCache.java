package io.github.dynamocached.redis;

import static io.github.dynamocached.cache.Stages.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.Freshness;
import io.github.dynamocached.store.FillResult;
import io.github.dynamocached.store.StoredEntry;
import io.github.dynamocached.store.ToldKeys;
import io.github.dynamocached.store.Watch;
import java.time.Duration;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.redisson.config.Config;

/** A node that watches a cache, and what it has been told. */
final class TrackedCache implements ToldKeys, AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    final RedisConnection connection;
    final RedisOperations operations;
    final AtomicInteger lost = new AtomicInteger();
    private final Queue<CacheKey> told = new ConcurrentLinkedQueue<>();

    TrackedCache(Config config, Duration lag) {
        this(Connections.ready(RedisConnection.to(config, Connections.PATIENT)), lag);
    }

    private TrackedCache(RedisConnection connection) {
        this.connection = connection;
        this.operations = new RedisOperations(connection);
    }

    TrackedCache(RedisConnection connection, Duration lag) {
        this(connection);
        operations.store.watch(operations.key.cacheName(), lag, this);
    }

    /** Another key over the same connection. It is told to this one. */
    TrackedCache another() {
        return new TrackedCache(connection);
    }

    @Override
    public void told(CacheKey key) {
        told.add(key);
    }

    @Override
    public void lost() {
        lost.incrementAndGet();
    }

    /** Whether a key has been told once more than this was asked for. */
    boolean wasTold(CacheKey key) {
        return told.remove(key);
    }

    /** Forgets what has been told so far. */
    void forgetTold() {
        told.clear();
    }

    /** Waits until a key is told. */
    void awaitTold(CacheKey key) {
        patiently().until(() -> wasTold(key));
    }

    static ConditionFactory patiently() {
        return Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(2));
    }

    /** The name of the key in Redis. */
    String name() {
        return RedisStoreFixture.nameOf(operations.key);
    }

    /** Stores the value, and waits until it is read under a watch that holds. */
    Watch awaitWatch() {
        patiently().ignoreExceptions().until(() -> {
            Watch watch = watch();
            return watch != null && watch.holds(System.nanoTime());
        });
        return Objects.requireNonNull(watch());
    }

    /** The watch under which the value is read. Stores it first if it is not there. */
    @Nullable
    Watch watch() {
        StoredEntry found = await(operations.read());
        if (found.freshness() == Freshness.NONE) {
            assertThat(operations.put()).isEqualTo(FillResult.STORED);
            found = await(operations.read());
        }
        return found.watch();
    }

    @Override
    public void close() {
        connection.close();
    }
}
