package io.github.dynamocached.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.Budgets;
import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.Outcome.Source;
import io.github.dynamocached.cache.Node;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Loads while a real Redis is stopped, on a node that makes two at once. */
class RedisLoadLimitTests {

    private static final int LIMIT = 2;
    private static final CacheSettings PATIENT =
            Node.SETTINGS.with().lockWait(Duration.ofSeconds(60)).build();

    private final RedisServer server = RedisServer.start();
    private final RedisConnection connection =
            Connections.ready(RedisConnection.to(Connections.configOf(server), RedisSettings.DEFAULT));
    private final Node node = node(PATIENT);
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger loads = new AtomicInteger();
    private final Semaphore mayEnd = new Semaphore(0);

    private Node node(CacheSettings settings) {
        return new Node(
                new RedisEntryStore(connection),
                new RedisLoadLock(connection),
                settings,
                Budgets.DEFAULT.withLoads(LIMIT));
    }

    @AfterEach
    void stop() {
        mayEnd.release(1_000);
        node.close();
        connection.close();
        server.close();
    }

    private static Slot slot(int id) {
        return new Slot(CacheKey.of("users", List.of("limit", id)), "Text");
    }

    private Object load() {
        most.accumulateAndGet(running.incrementAndGet(), Math::max);
        loads.incrementAndGet();
        mayEnd.acquireUninterruptibly();
        running.decrementAndGet();
        return "value";
    }

    private List<CompletableFuture<Outcome>> read(Node reader, int callers) {
        List<CompletableFuture<Outcome>> reads = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            reads.add(reader.readElsewhere(slot(i), this::load));
        }
        return reads;
    }

    @Test
    void callsBeyondTheLimitWaitForTheirTurnAndAllAreServed() {
        server.pause();
        List<CompletableFuture<Outcome>> reads = read(node, 20);
        await().until(() -> running.get() == LIMIT);
        mayEnd.release(20);
        assertThat(reads).allSatisfy(read -> assertThat(read.join().source()).isEqualTo(Source.BYPASS));
        assertThat(most).hasValue(LIMIT);
        assertThat(loads).hasValue(20);
    }

    @Test
    void callThatHasWaitedForLockWaitLoadsAllTheSame() {
        server.pause();
        try (Node hasty =
                node(Node.SETTINGS.with().lockWait(Duration.ofMillis(50)).build())) {
            List<CompletableFuture<Outcome>> reads = read(hasty, 5);
            await().until(() -> running.get() == 5);
            mayEnd.release(5);
            assertThat(reads).allSatisfy(read -> assertThat(read.join().value()).isEqualTo("value"));
        }
    }

    @Test
    void nestedLoadsNeedNoTurnOfTheirOwn() {
        server.pause();
        CountDownLatch outer = new CountDownLatch(LIMIT);
        List<CompletableFuture<Outcome>> reads = new ArrayList<>();
        for (int i = 0; i < LIMIT; i++) {
            Slot inner = slot(100 + i);
            reads.add(node.readElsewhere(slot(i), () -> {
                outer.countDown();
                outer.await();
                return node.read(inner, () -> "inner").value();
            }));
        }
        assertThat(reads)
                .allSatisfy(read -> assertThat(read)
                        .succeedsWithin(Duration.ofSeconds(30))
                        .extracting(Outcome::value)
                        .isEqualTo("inner"));
    }

    @Test
    void interruptOfACallThatWaitsIsThereWhenItLoads() throws InterruptedException {
        server.pause();
        List<CompletableFuture<Outcome>> others = read(node, LIMIT);
        await().until(() -> running.get() == LIMIT);
        CompletableFuture<Boolean> seen = new CompletableFuture<>();
        Thread caller = new Thread(() -> node.read(slot(99), () -> {
            seen.complete(Thread.currentThread().isInterrupted());
            return "value";
        }));
        caller.start();
        await().until(() -> caller.getState() == Thread.State.WAITING);
        caller.interrupt();
        mayEnd.release(LIMIT);
        assertThat(seen.join()).isTrue();
        caller.join();
        assertThat(others).allSatisfy(read -> assertThat(read.join().value()).isEqualTo("value"));
    }

    @Test
    void asynchronousCallWaitsWithoutAThreadAndLoadsOnItsOwnExecutor() {
        server.pause();
        List<CompletableFuture<Outcome>> others = read(node, LIMIT);
        await().until(() -> running.get() == LIMIT);
        var threads = Executors.newSingleThreadExecutor(task -> new Thread(task, "own"));
        CompletableFuture<Outcome> waiting = node.readAsync(
                        slot(99),
                        () -> CompletableFuture.completedFuture(
                                Thread.currentThread().getName()),
                        threads)
                .toCompletableFuture();
        CompletableFuture<String> probe = CompletableFuture.supplyAsync(() -> "free", threads);
        assertThat(probe.join()).isEqualTo("free");
        mayEnd.release(LIMIT);
        assertThat(waiting.join().value()).isEqualTo("own");
        assertThat(others).allSatisfy(read -> assertThat(read.join().value()).isEqualTo("value"));
        threads.shutdown();
    }

    @Test
    void batchTakesOneTurn() {
        server.pause();
        List<CompletableFuture<Outcome>> others = read(node, LIMIT);
        await().until(() -> running.get() == LIMIT);
        CompletableFuture<Map<Slot, Outcome>> batch = CompletableFuture.supplyAsync(() -> node.readAll(
                List.of(slot(97), slot(98)),
                slots -> Map.of(slot(97), Optional.of(load()), slot(98), Optional.of("other"))));
        mayEnd.release(LIMIT + 1);
        assertThat(batch.join()).hasSize(2);
        assertThat(most).hasValue(LIMIT);
        assertThat(others).allSatisfy(read -> assertThat(read.join().value()).isEqualTo("value"));
    }

    /** With time enough for the answers of a busy machine: what is not answered would be limited. */
    @Test
    void whileRedisAnswersNothingIsLimited() {
        Budgets generous = new Budgets(Duration.ofSeconds(10), Duration.ofSeconds(10), LIMIT);
        try (RedisConnection patient = Connections.ready(Connections.open(server));
                Node served = new Node(new RedisEntryStore(patient), new RedisLoadLock(patient), PATIENT, generous)) {
            List<CompletableFuture<Outcome>> reads = read(served, 5);
            await().until(() -> running.get() == 5);
            mayEnd.release(5);
            assertThat(reads)
                    .allSatisfy(read -> assertThat(read.join().source()).isEqualTo(Source.MISS));
        }
    }
}
