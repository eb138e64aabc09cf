package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.servers.RedisServer;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;

/** What a bound write asks of Redis, and that no thread of an asynchronous client ever waits for it. */
class SdkWriteThreadsTests extends SdkWritesFixture {

    /** The default, which the tests of this fixture change otherwise. */
    private static final Duration EVICT_TIMEOUT = Duration.ofSeconds(1);

    private static final String EVENT_LOOP = "event-loop-of-writes";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int WRITES = 40;

    /** All callbacks run on the only thread of the event loop. */
    private DynamoDbAsyncClient clientOfOneThread() {
        return at(endpoint(), DynamoDbAsyncClient.builder())
                .httpClientBuilder(NettyNioAsyncHttpClient.builder()
                        .eventLoopGroupBuilder(SdkEventLoopGroup.builder()
                                .numberOfThreads(1)
                                .threadFactory(task -> new Thread(task, EVENT_LOOP))))
                .asyncConfiguration(configuration -> configuration.advancedOption(
                        SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run))
                .build();
    }

    private PutItemRequest put(int number) {
        return PutItemRequest.builder()
                .tableName(tableName)
                .item(item("a", number, "new"))
                .build();
    }

    private static long waitsOf(Thread thread) {
        return Objects.requireNonNull(ManagementFactory.getThreadMXBean().getThreadInfo(thread.getId()))
                .getWaitedCount();
    }

    private static Thread eventLoop() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(EVENT_LOOP))
                .findFirst()
                .orElseThrow();
    }

    /** Plays a scenario over a client that has written before, while Redis does not answer. */
    private void playHung(Consumer<DynamoDbAsyncClient> scenario, String... properties) {
        try (RedisServer own = RedisServer.start();
                DynamoDbAsyncClient async = clientOfOneThread()) {
            String[] all = Arrays.copyOf(properties, properties.length + 2);
            all[properties.length] = "spring.data.redis.url=" + own.uri();
            all[properties.length + 1] = "dynamocached.redis.evict-timeout=" + EVICT_TIMEOUT.toMillis() + "ms";
            play(
                    (turns, fixture) -> {
                        for (int i = 0; i < WRITES; i++) {
                            async.putItem(put(i)).join();
                        }
                        own.pause();
                        try {
                            scenario.accept(async);
                        } finally {
                            own.resume();
                        }
                    },
                    all);
        }
    }

    private void assertNobodyWaits(DynamoDbAsyncClient async) {
        Thread loop = eventLoop();
        long before = waitsOf(loop);
        long waitsOfCaller = 0;
        long[] nanos = new long[WRITES];
        for (int i = 0; i < WRITES; i++) {
            long began = System.nanoTime();
            long calling = waitsOf(Thread.currentThread());
            CompletableFuture<PutItemResponse> write = async.putItem(put(i));
            waitsOfCaller += waitsOf(Thread.currentThread()) - calling;
            assertThat(write).succeedsWithin(PATIENCE);
            nanos[i] = System.nanoTime() - began;
        }
        assertThat(waitsOf(loop) - before).isZero();
        assertThat(waitsOfCaller).isZero();
        LongStream sorted = Arrays.stream(nanos).sorted();
        assertThat(Duration.ofNanos(sorted.skip(WRITES / 2).findFirst().orElseThrow()))
                .isLessThan(EVICT_TIMEOUT);
    }

    @Test
    void noThreadOfAnAsynchronousClientWaitsForARedisThatHangs() {
        playHung(this::assertNobodyWaits);
    }

    @Test
    @Tag("full")
    void noThreadOfAnAsynchronousClientWaitsForTheAnnouncementInAFencedCache() {
        playHung(
                this::assertNobodyWaits,
                "dynamocached.caches.turns.consistency=fenced",
                "dynamocached.caches.sessions.consistency=fenced");
    }

    /** A synchronous write on the event loop waits there, which shows that the tests above would notice. */
    @Test
    @Tag("full")
    void threadThatWaitsIsNoticed() {
        playHung(async -> {
            Thread loop = eventLoop();
            long before = waitsOf(loop);
            assertThat(async.putItem(put(1)).thenRun(() -> client.putItem(put(2))))
                    .succeedsWithin(PATIENCE);
            await().atMost(PATIENCE).until(() -> waitsOf(loop) > before);
        });
    }

    private static long commandsOf(RedisServer server) {
        return String.valueOf(server.execute("INFO", "commandstats"))
                .lines()
                .filter(line -> line.startsWith("cmdstat_eval"))
                .mapToLong(line -> Long.parseLong(line.replaceAll(".*:calls=(\\d+),.*", "$1")))
                .sum();
    }

    /** The table has two caches, and their commands travel together. */
    @Test
    void boundWriteSendsOneCommandForEachCacheAndAWriteOfAnotherTableNone() {
        DynamoDbTable<Turn> other = DynamoDbEnhancedClient.builder()
                .dynamoDbClient(client)
                .build()
                .table("other-" + tableName, TableSchema.fromBean(Turn.class));
        other.createTable();
        try (RedisServer own = RedisServer.start()) {
            play(
                    (turns, fixture) -> {
                        client.putItem(put(1));
                        long before = commandsOf(own);
                        client.putItem(put(1));
                        assertThat(commandsOf(own) - before).isEqualTo(2);
                        other.putItem(Turn.of("a", 1, "new"));
                        assertThat(commandsOf(own) - before).isEqualTo(2);
                    },
                    "spring.data.redis.url=" + own.uri());
        }
        other.deleteTable();
    }
}
