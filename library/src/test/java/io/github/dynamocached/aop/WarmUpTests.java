package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.DynamoCaches;
import io.github.dynamocached.RunningWarmUp;
import io.github.dynamocached.TypedDynamoCache;
import io.github.dynamocached.TypedDynamoEntry;
import io.github.dynamocached.WarmUpCall;
import io.github.dynamocached.WarmUpResult;
import io.github.dynamocached.annotation.DynamoCached;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many keys are read ahead in the background. */
@Timeout(60)
class WarmUpTests {

    private static final double FAST = 100_000;

    private final CachingTestApplication application = CachingTestApplication.start(Repository.class);
    private final Repository repository = application.bean(Repository.class);
    private final DynamoCaches caches = application.bean(DynamoCaches.class);
    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void closeApplication() {
        application.close();
    }

    static class Repository {

        private final AtomicInteger loads = new AtomicInteger();

        @DynamoCached("items")
        public String find(int id) {
            loads.incrementAndGet();
            if (id < 0) {
                throw new IllegalStateException("no such item");
            }
            return "item " + id;
        }

        @DynamoCached(cache = "items", condition = "#id % 2 == 0")
        public String findEven(int id) {
            return "item " + id;
        }

        int loads() {
            return loads.get();
        }
    }

    private static List<Integer> ids(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    private RunningWarmUp started(Iterable<Integer> keys, WarmUpCall<Integer> call) {
        return caches.warmUp(keys).loadsPerSecond(FAST).start(call);
    }

    @Test
    void keysAreLoadedAndFreshOnesCostNothing() throws InterruptedException {
        WarmUpResult first = started(ids(0, 50), repository::find).await();
        WarmUpResult second = started(ids(0, 60), repository::find).await();

        assertThat(first).isEqualTo(new WarmUpResult(0, 50, 0, 0, true));
        assertThat(second).isEqualTo(new WarmUpResult(50, 10, 0, 0, true));
        assertThat(repository.loads()).isEqualTo(60);
        assertThat(caches.observe(() -> repository.find(59)).isFromCache()).isTrue();
    }

    @Test
    void keysCanBeReadByATypedCacheToo() throws InterruptedException {
        TypedDynamoCache<String> items = caches.cache("items").of(String.class);

        WarmUpResult result = started(ids(0, 5), id -> items.entry(id).read(() -> "item " + id))
                .await();

        assertThat(result).isEqualTo(new WarmUpResult(0, 5, 0, 0, true));
        assertThat(repository.find(4)).isEqualTo("item 4");
        assertThat(repository.loads()).isZero();
    }

    @Test
    void oneKeyThatFailsDoesNotEndIt() throws InterruptedException {
        WarmUpResult result =
                started(List.of(1, -1, 2, -2, 3), repository::find).await();

        assertThat(result).isEqualTo(new WarmUpResult(0, 3, 0, 2, true));
    }

    @Test
    void bypassesAreNotCountedAsWarm() throws InterruptedException {
        assertThat(started(ids(0, 10), repository::findEven).await()).isEqualTo(new WarmUpResult(0, 5, 5, 0, true));
        assertThat(started(ids(0, 10), id -> {}).await()).isEqualTo(new WarmUpResult(0, 0, 10, 0, true));
    }

    @Test
    void asManyKeysAsAllowedAreReadAtOnce() throws InterruptedException {
        CyclicBarrier three = new CyclicBarrier(3);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();

        WarmUpResult result = caches.warmUp(ids(0, 9))
                .loadsPerSecond(FAST)
                .parallelism(3)
                .start(id -> {
                    threads.add(Thread.currentThread());
                    three.await(30, TimeUnit.SECONDS);
                    repository.find(id);
                })
                .await();

        assertThat(result).isEqualTo(new WarmUpResult(0, 9, 0, 0, true));
        assertThat(threads).hasSize(3).allMatch(Thread::isDaemon);
    }

    @Test
    void stopEndsTheCallsUnderWay() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(4);
        RunningWarmUp warmUp = started(ids(0, 1000), id -> {
            begun.countDown();
            never.await();
        });
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();

        warmUp.stop();

        assertThat(warmUp.await()).isEqualTo(new WarmUpResult(0, 0, 0, 0, false));
    }

    @Test
    void stopEndsTheWaitForTheNextLoad() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        RunningWarmUp warmUp = caches.warmUp(ids(0, 1000))
                .loadsPerSecond(0.0001)
                .parallelism(1)
                .start(id -> {
                    repository.find(id);
                    begun.countDown();
                });
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();

        warmUp.stop();

        WarmUpResult result = warmUp.await();
        assertThat(result.complete()).isFalse();
        assertThat(result.loads()).isEqualTo(1);
        assertThat(repository.loads()).isEqualTo(1);
    }

    @Test
    void closingTheContextStopsIt() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        RunningWarmUp warmUp = started(ids(0, 1000), id -> {
            begun.countDown();
            never.await();
        });
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();

        application.close();

        assertThat(warmUp.result().toCompletableFuture()).isCompleted();
        assertThat(warmUp.await().complete()).isFalse();
        assertThatThrownBy(() -> started(ids(0, 1), repository::find))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The application context is closed. Start warm-ups before it closes.");
    }

    @Test
    void keysThatCannotBeReadFailTheWarmUp() {
        IllegalStateException broken = new IllegalStateException("no more pages");
        Iterable<Integer> keys = () -> new Iterator<>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Integer next() {
                throw broken;
            }
        };

        assertThatThrownBy(() -> started(keys, repository::find).await())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The iterator of the keys of a warm-up failed. See the cause.")
                .hasCause(broken);
    }

    @Test
    void interruptOfWhoeverWaitsDoesNotStopIt() throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        RunningWarmUp warmUp = started(ids(0, 5), id -> {
            go.await();
            repository.find(id);
        });

        Thread.currentThread().interrupt();
        assertThatThrownBy(warmUp::await).isInstanceOf(InterruptedException.class);
        go.countDown();

        assertThat(warmUp.await()).isEqualTo(new WarmUpResult(0, 5, 0, 0, true));
    }

    @Test
    void callerThatWaitsForALoadOfAWarmUpIsServedWhenThatIsStopped() throws Exception {
        CountDownLatch loading = new CountDownLatch(1);
        TypedDynamoEntry<String> entry = caches.cache("items").of(String.class).entry("slow");
        RunningWarmUp warmUp = started(
                ids(0, 1),
                id -> entry.readChecked(() -> {
                    loading.countDown();
                    never.await();
                    return "never";
                }));
        loading.await();
        CompletableFuture<Optional<String>> caller =
                CompletableFuture.supplyAsync(() -> entry.read(() -> "loaded by its caller"));
        warmUp.stop();
        assertThat(caller.get(30, TimeUnit.SECONDS)).contains("loaded by its caller");
        assertThat(warmUp.await().complete()).isFalse();
    }
}
