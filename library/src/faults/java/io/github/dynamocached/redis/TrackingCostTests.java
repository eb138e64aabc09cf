package io.github.dynamocached.redis;

import static io.github.dynamocached.redis.TrackedCache.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.store.AcquireRequest;
import io.github.dynamocached.store.Acquisition;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.Fill;
import io.github.dynamocached.store.FillResult;
import io.github.dynamocached.store.Slot;
import io.github.dynamocached.store.ToldKeys;
import io.github.dynamocached.tracking.TrackedPrimary;
import io.github.dynamocached.tracking.Trackings;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.resolver.DefaultAddressResolverGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redisson.client.RedisClient;
import org.redisson.client.RedisClientConfig;

/** What it costs Redis to tell many nodes of every fill: processor time, bytes sent and memory. Prints it. */
@Tag("full")
class TrackingCostTests {

    private static final int CHANNELS = 50;
    private static final int FILLS_A_SECOND = 10_000;
    private static final int FILLS = 20_000;
    private static final int FILLS_AT_ONCE = 100;
    private static final int FILLS_BETWEEN_LOOKS = 2_000;
    private static final int MOST_UNDER_WAY = 1_000;
    /** Nothing expires here: channels are told of that, too. */
    private static final Duration LIFETIME = Duration.ofHours(1);

    private final RedisServer server = RedisServer.start();
    private final RedisConnection connection = Connections.ready(Connections.open(server));
    private final EntryStore store = new RedisEntryStore(connection);
    private final RedisClient client = RedisClient.create(new RedisClientConfig()
            .setAddress(server.uri().toString())
            .setSocketChannelClass(NioSocketChannel.class)
            .setResolverGroup(DefaultAddressResolverGroup.INSTANCE));
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final List<Trackings> nodes = new ArrayList<>();
    private final LongAdder told = new LongAdder();
    private final LongAdder stored = new LongAdder();
    private final Semaphore underWay = new Semaphore(MOST_UNDER_WAY);
    private long mostMemory;
    private long fullestBuffer;

    @AfterEach
    void stop() {
        closeNodes();
        thread.shutdownNow();
        client.shutdown();
        connection.close();
        server.close();
    }

    private void closeNodes() {
        nodes.forEach(Trackings::close);
        nodes.clear();
        patiently().until(() -> subscribers() == 0);
    }

    private void watch(int channels, Duration lag) {
        ToldKeys counted = new ToldKeys() {
            @Override
            public void told(CacheKey key) {
                told.increment();
            }

            @Override
            public void lost() {}
        };
        for (int i = 0; i < channels; i++) {
            Trackings node = new Trackings("dynamocached", (task, millis) -> {
                var unused = thread.schedule(task, millis, TimeUnit.MILLISECONDS);
            });
            nodes.add(node);
            node.watch("users", lag, counted);
            thread.execute(() -> node.follow(List.of(new TrackedPrimary(client, "Redis", () -> "default", ""))));
        }
        patiently().until(() -> subscribers() == channels);
    }

    private long subscribers() {
        return String.valueOf(server.execute("CLIENT", "LIST", "TYPE", "pubsub"))
                .lines()
                .filter(line -> line.contains("cmd=role"))
                .count();
    }

    /** A number that the server states of each channel. */
    private LongStream ofChannels(String field) {
        return String.valueOf(server.execute("CLIENT", "LIST", "TYPE", "pubsub"))
                .lines()
                .flatMap(line -> Stream.of(line.split(" ", -1)))
                .filter(word -> word.startsWith(field + '='))
                .mapToLong(word -> Long.parseLong(word.substring(field.length() + 1)));
    }

    private void lookAtMemory() {
        mostMemory = Math.max(mostMemory, ofChannels("tot-mem").sum());
        fullestBuffer = Math.max(fullestBuffer, ofChannels("omem").max().orElse(0));
    }

    private double about(String section, String... names) {
        return String.valueOf(server.execute("INFO", section))
                .lines()
                .filter(line -> List.of(names).contains(line.substring(0, Math.max(0, line.indexOf(':')))))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(':') + 1)))
                .sum();
    }

    private double cpuSeconds() {
        return about("cpu", "used_cpu_user", "used_cpu_sys");
    }

    private CompletableFuture<FillResult> fill(String name) {
        Slot slot = new Slot(CacheKey.of("users", List.of(name)), Slot.ENTITY);
        AcquireRequest request = AcquireRequest.miss(name, LIFETIME, Duration.ZERO);
        return store.acquire(slot, RedisOperations.USER, request)
                .thenCompose(leased -> store.fill(
                        slot,
                        RedisOperations.USER,
                        new Fill(
                                ((Acquisition.Leased) leased).token(),
                                false,
                                LIFETIME,
                                Duration.ZERO,
                                Duration.ZERO,
                                Duration.ZERO,
                                100),
                        new byte[][] {new byte[200]}))
                .toCompletableFuture();
    }

    /** Fills at the rate, or as fast as this machine can. */
    private void fillAll(String beginning) {
        long began = System.nanoTime();
        long pause = TimeUnit.SECONDS.toNanos(FILLS_AT_ONCE) / FILLS_A_SECOND;
        for (int i = 0; i < FILLS; i += FILLS_AT_ONCE) {
            for (long left = began + i / FILLS_AT_ONCE * pause - System.nanoTime();
                    left > 0;
                    left = began + i / FILLS_AT_ONCE * pause - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            if (i % FILLS_BETWEEN_LOOKS == 0) {
                lookAtMemory();
            }
            for (int j = 0; j < FILLS_AT_ONCE; j++) {
                underWay.acquireUninterruptibly();
                CompletableFuture<?> unused = fill(beginning + (i + j)).whenComplete((result, failure) -> {
                    underWay.release();
                    if (FillResult.STORED.equals(result)) {
                        stored.increment();
                    }
                });
            }
        }
        patiently().until(() -> stored.sum() == FILLS);
        stored.reset();
    }

    /** How much of a core the server takes for the roles that are asked for at the usual lag. */
    private void measureHeartbeats() {
        watch(CHANNELS, Duration.ofMillis(100));
        double cpu = cpuSeconds();
        long began = System.nanoTime();
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2));
        double seconds = (System.nanoTime() - began) / 1e9;
        System.out.printf(
                "%d channels without fills: %.1f %% of a core, %,d bytes of memory%n",
                CHANNELS,
                (cpuSeconds() - cpu) / seconds * 100,
                ofChannels("tot-mem").sum());
        closeNodes();
    }

    /** A second of processor time for the fills of one second is a whole core. */
    private void measureFills(int channels) {
        watch(channels, Duration.ofSeconds(10));
        told.reset();
        mostMemory = 0;
        fullestBuffer = 0;
        double cpu = cpuSeconds();
        double bytes = about("stats", "total_net_output_bytes");
        long began = System.nanoTime();
        fillAll("of" + channels + "-");
        double seconds = (System.nanoTime() - began) / 1e9;
        patiently().until(() -> told.sum() >= 2L * FILLS * channels);
        System.out.printf(
                "%d channels, %,.0f fills a second: %,d fills a second take %.0f %% of a core, and %.1f MB/s are"
                        + " sent; the channels take at most %,d bytes of memory, the fullest output buffer %,d%n",
                channels,
                FILLS / seconds,
                FILLS_A_SECOND,
                (cpuSeconds() - cpu) * FILLS_A_SECOND / FILLS * 100,
                (about("stats", "total_net_output_bytes") - bytes) * FILLS_A_SECOND / FILLS / 1e6,
                mostMemory,
                fullestBuffer);
    }

    @Test
    void eachOfFiftyNodesIsToldOfEachOfTenThousandFillsASecond() {
        fillAll("warm");
        measureHeartbeats();
        measureFills(0);
        measureFills(CHANNELS);
        assertThat(told.sum()).isEqualTo(2L * FILLS * CHANNELS);
    }
}
