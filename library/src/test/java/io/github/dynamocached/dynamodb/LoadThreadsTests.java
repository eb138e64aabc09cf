package io.github.dynamocached.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.cache.BlockingLoader;
import io.github.dynamocached.cache.Budgets;
import io.github.dynamocached.cache.CacheKey;
import io.github.dynamocached.cache.CacheListener;
import io.github.dynamocached.cache.Consistency;
import io.github.dynamocached.cache.InMemoryEntryStore;
import io.github.dynamocached.cache.InMemoryLoadLock;
import io.github.dynamocached.cache.InMemoryServer;
import io.github.dynamocached.cache.Loader;
import io.github.dynamocached.cache.Node;
import io.github.dynamocached.cache.Outcome;
import io.github.dynamocached.cache.Slot;
import io.github.dynamocached.entities.Turn;
import io.micrometer.context.ContextExecutorService;
import io.micrometer.context.ContextSnapshotFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;

/**
 * Loads that read with every kind of client and on every kind of thread, after an eviction: each reads consistently and
 * is proven, or is not proven and lives short.
 */
class LoadThreadsTests {

    private static final TurnsTable TURNS = new TurnsTable();
    private static final QueryConditional SESSION = QueryConditional.keyEqualTo(
            Key.builder().partitionValue(TurnsTable.SESSION).build());

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final InMemoryServer server = new InMemoryServer();
    private final Slot slot = new Slot(CacheKey.of("users", List.of("1")), "Text");
    private final AtomicInteger unverified = new AtomicInteger();
    private final Node node = new Node(
            new InMemoryEntryStore(server),
            new InMemoryLoadLock(server),
            Node.SETTINGS.with().consistency(Consistency.EVENTUAL).build(),
            new Budgets(Duration.ofSeconds(10), Duration.ofSeconds(10)),
            List.of(new CacheListener() {
                @Override
                public void onUnverifiedLoad(String cacheName) {
                    unverified.incrementAndGet();
                }
            }));

    @BeforeEach
    void evict() {
        TURNS.reads().forget();
        node.evict(slot);
    }

    @AfterEach
    void closeNode() {
        node.close();
        threads.shutdownNow();
    }

    @AfterAll
    static void closeTable() {
        TURNS.close();
    }

    @Test
    void asynchronousReadIsProven() {
        assertProven(1, () -> TURNS.asyncClient().getItem(TURNS.get(1)).join());
    }

    @Test
    void readsOfEnhancedClientAreProven() {
        assertProven(4, () -> {
            TURNS.table().getItem(Turn.of(TurnsTable.SESSION, 1, ""));
            TURNS.table().scan().items().forEach(turn -> {});
            return pages(
                    TURNS.table().query(query -> query.queryConditional(SESSION).limit(2)).items().stream());
        });
    }

    @Test
    void pagesOfPaginatorAreProven() {
        assertProven(4, () -> pages(TURNS.client().queryPaginator(TURNS.pages()).items().stream()));
    }

    @Test
    void readOfAsynchronousEnhancedClientIsProven() {
        assertProven(
                1,
                () -> TURNS.asyncTable()
                        .getItem(Turn.of(TurnsTable.SESSION, 1, ""))
                        .join());
    }

    @Test
    void pagesOfPublisherAreProvenAlthoughSdkThreadsAskForThem() {
        assertProven(
                4,
                () -> Flux.from(TURNS.asyncClient()
                                .queryPaginator(TURNS.pages())
                                .items())
                        .count()
                        .block());
    }

    @Test
    void pagesOfEnhancedPublisherAreProvenAlthoughSdkThreadsAskForThem() {
        assertProven(
                4,
                () -> Flux.from(TURNS.asyncTable()
                                .query(query -> query.queryConditional(SESSION).limit(1))
                                .items())
                        .count()
                        .block());
    }

    @Test
    void composedReadIsProvenAlthoughAnSdkThreadMakesIt() {
        assertProven(
                3,
                () -> TURNS.asyncClient()
                        .getItem(TURNS.get(1))
                        .thenCompose(got -> TURNS.asyncClient().getItem(TURNS.get(2)))
                        .thenCompose(got -> TURNS.asyncClient().query(TURNS.pages()))
                        .join());
    }

    @Test
    void readComposedOnAnotherThreadLivesShort() {
        assertShort(
                2,
                () -> TURNS.asyncClient()
                        .getItem(TURNS.get(1))
                        .thenComposeAsync(got -> TURNS.asyncClient().getItem(TURNS.get(2)), threads)
                        .join());
    }

    @Test
    void readComposedOnThreadThatTheLoadIsCarriedToIsProven() {
        ExecutorService carrying = ContextExecutorService.wrap(
                threads, ContextSnapshotFactory.builder().build()::captureAll);
        assertProven(2, () -> {
            TURNS.client().getItem(TURNS.get(1));
            return CompletableFuture.supplyAsync(() -> TURNS.client().getItem(TURNS.get(2)), carrying)
                    .join();
        });
    }

    @Test
    void readHandedToAnotherThreadLivesShort() {
        assertShort(2, () -> {
            TURNS.client().getItem(TURNS.get(1));
            return CompletableFuture.supplyAsync(() -> TURNS.client().getItem(TURNS.get(2)), threads)
                    .join();
        });
    }

    @Test
    void parallelStreamLivesShort() {
        CyclicBarrier onTwoThreads = new CyclicBarrier(2);
        assertShort(
                2,
                () -> Stream.of(1, 2)
                        .parallel()
                        .map(number -> {
                            meet(onTwoThreads);
                            return TURNS.client().getItem(TURNS.get(number));
                        })
                        .toList());
    }

    @Test
    void parallelStreamWithinAForkJoinPoolLivesShort() {
        CyclicBarrier onTwoThreads = new CyclicBarrier(2);
        assertShort(
                2,
                () -> new ForkJoinPool(2)
                        .submit(() -> Stream.of(1, 2)
                                .parallel()
                                .map(number -> {
                                    meet(onTwoThreads);
                                    return TURNS.client().getItem(TURNS.get(number));
                                })
                                .toList())
                        .join());
    }

    @Test
    void reactiveChainIsProvenWhereNoOtherSchedulerTakesItOver() {
        assertProven(
                2,
                () -> Mono.fromFuture(() -> TURNS.asyncClient().getItem(TURNS.get(1)))
                        .flatMap(
                                got -> Mono.fromFuture(() -> TURNS.asyncClient().getItem(TURNS.get(2))))
                        .block());
    }

    @Test
    void reactiveChainOnAnotherSchedulerLivesShort() {
        assertShort(
                1,
                () -> Mono.fromFuture(() -> TURNS.asyncClient().getItem(TURNS.get(1)))
                        .subscribeOn(Schedulers.boundedElastic())
                        .block());
    }

    @Test
    void reactiveChainOnAnotherSchedulerIsProvenWhereReactorCarriesTheLoadAlong() {
        Hooks.enableAutomaticContextPropagation();
        try {
            assertProven(
                    2,
                    () -> Mono.fromFuture(() -> TURNS.asyncClient().getItem(TURNS.get(1)))
                            .publishOn(Schedulers.parallel())
                            .flatMap(got ->
                                    Mono.fromFuture(() -> TURNS.asyncClient().getItem(TURNS.get(2))))
                            .subscribeOn(Schedulers.boundedElastic())
                            .block());
        } finally {
            Hooks.disableAutomaticContextPropagation();
        }
    }

    @Test
    void loadThatReturnsAFutureIsProven() {
        Loader loader = () -> TURNS.asyncClient()
                .getItem(TURNS.get(1))
                .thenCompose(got -> TURNS.asyncClient().query(TURNS.pages()))
                .thenApply(queried -> "value");
        Outcome outcome =
                node.readAsync(slot, loader, threads).toCompletableFuture().join();
        assertThat(outcome).isEqualTo(new Outcome(Outcome.Source.MISS, "value", 0));
        assertProven(2);
    }

    @Test
    void loadThatReturnsAFutureOfAnotherThreadsReadLivesShort() {
        Loader loader = () -> TURNS.asyncClient()
                .getItem(TURNS.get(1))
                .thenComposeAsync(got -> TURNS.asyncClient().query(TURNS.pages()), threads)
                .thenApply(queried -> "value");
        Outcome outcome =
                node.readAsync(slot, loader, threads).toCompletableFuture().join();
        assertThat(outcome).isEqualTo(new Outcome(Outcome.Source.MISS, "value", 0));
        assertShort(2);
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void loadOnVirtualThreadIsProven() {
        ExecutorService virtual = virtualThreads();
        CompletableFuture.runAsync(() -> assertProven(1, () -> TURNS.client().getItem(TURNS.get(1))), virtual)
                .join();
        virtual.shutdown();
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void readHandedToVirtualThreadLivesShort() {
        ExecutorService virtual = virtualThreads();
        assertShort(2, () -> {
            TURNS.client().getItem(TURNS.get(1));
            return CompletableFuture.supplyAsync(() -> TURNS.client().getItem(TURNS.get(2)), virtual)
                    .join();
        });
        virtual.shutdown();
    }

    private void assertProven(int reads, BlockingLoader load) {
        read(load);
        assertProven(reads);
    }

    private void assertProven(int reads) {
        assertThat(TURNS.reads().count()).isEqualTo(reads);
        assertThat(TURNS.reads().areAllConsistent()).isTrue();
        assertThat(livesOnAfterTheHoldOff()).isTrue();
        assertThat(unverified).hasValue(0);
    }

    private void assertShort(int reads, BlockingLoader load) {
        read(load);
        assertShort(reads);
    }

    private void assertShort(int reads) {
        assertThat(TURNS.reads().count()).isEqualTo(reads);
        assertThat(TURNS.reads().areAllConsistent()).isFalse();
        assertThat(livesOnAfterTheHoldOff()).isFalse();
        assertThat(unverified).hasValue(1);
    }

    private void read(BlockingLoader load) {
        Outcome outcome = node.read(slot, () -> {
            assertThat(load.load()).isNotNull();
            return "value";
        });
        assertThat(outcome).isEqualTo(new Outcome(Outcome.Source.MISS, "value", 0));
    }

    private boolean livesOnAfterTheHoldOff() {
        server.advance(Node.SETTINGS.holdOff());
        return node.read(slot, () -> "loaded again").source() == Outcome.Source.HIT;
    }

    private static long pages(Stream<?> items) {
        return items.count();
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** By name, because the library is compiled for Java 17. */
    private static ExecutorService virtualThreads() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
