package io.github.dynamocached.cache;

import static io.github.dynamocached.cache.Stages.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.Budgets;
import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.cache.ControlledEntryStore.Kind;
import io.github.dynamocached.memory.InMemoryEntryStore;
import io.github.dynamocached.memory.InMemoryLoadLock;
import io.github.dynamocached.memory.InMemoryServer;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads that load while the server does not answer: whose thread loads, who waits, and for how long. */
class SharedLoadsOfThreadsTests {

    private static final int CALLERS = 50;

    private final Slot slot = slot(1);
    private final InMemoryServer server = new InMemoryServer();
    private final Database database = new Database("value");
    private Node node = node(Node.SETTINGS, Node.GENEROUS);

    private static Slot slot(int id) {
        return new Slot(CacheKey.of("users", List.of(id)), "Text");
    }

    private Node node(CacheSettings settings, Budgets budgets) {
        Node opened = new Node(new InMemoryEntryStore(server), new InMemoryLoadLock(server), settings, budgets);
        for (int i = 0; i < 1_000; i++) {
            opened.store().failNext(Kind.READ);
        }
        return opened;
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private static List<CompletableFuture<Outcome>> calls(int count, IntFunction<CompletableFuture<Outcome>> call) {
        List<CompletableFuture<Outcome>> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            calls.add(call.apply(i));
        }
        return calls;
    }

    @Test
    void leaderLoadsOnItsOwnThreadAndEachCallerGetsAnInstanceOfItsOwn() throws Exception {
        node.loadsTake(Duration.ofSeconds(20));
        Database.HeldLoad first = database.held();
        CompletableFuture<Outcome> leader = node.readElsewhere(slot, first);
        first.awaitSeen();
        CompletableFuture<Outcome> second =
                node.readElsewhere(slot, () -> Thread.currentThread().getName());
        CompletableFuture<Outcome> third =
                node.readElsewhere(slot, () -> Thread.currentThread().getName());
        first.release();
        assertThat(await(leader).value()).isEqualTo("value");
        assertThat(await(second).value()).asString().startsWith("pool-");
        assertThat(await(third).value())
                .asString()
                .startsWith("pool-")
                .isNotSameAs(await(second).value());
    }

    /** The value of the load that hangs is for its leader alone; those who wait for it go on without it. */
    @Test
    void callerThatHasWaitedForLockWaitLoadsForItself() throws Exception {
        node.close();
        node = node(Node.SETTINGS.with().lockWait(Duration.ofMillis(50)).build(), Node.GENEROUS);
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch loading = new CountDownLatch(2);
        CompletableFuture<Outcome> hanging = node.readElsewhere(slot, () -> hang(loading, never));
        CompletableFuture<Outcome> next = node.readElsewhere(slot, () -> hang(loading, never));
        assertThat(loading.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(calls(10, i -> node.readElsewhere(slot, database::load)))
                .allSatisfy(call -> assertThat(await(call).value()).isEqualTo("value"));
        assertThat(List.of(hanging, next)).noneMatch(CompletableFuture::isDone);
        never.countDown();
        assertThat(await(hanging).value()).isEqualTo("late");
    }

    private static String hang(CountDownLatch loading, CountDownLatch never) throws InterruptedException {
        loading.countDown();
        never.await();
        return "late";
    }

    /** The limit keeps the load of the interrupted one from beginning until all wait for it. */
    @Test
    void callersThatWaitForAnInterruptedLeaderGoAgain() throws Exception {
        node.close();
        node = node(Node.SETTINGS, Node.GENEROUS.withLoads(1));
        Database.HeldLoad other = database.held();
        CompletableFuture<Outcome> first = node.readElsewhere(slot(2), other);
        other.awaitSeen();
        CountDownLatch loading = new CountDownLatch(1);
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        CompletableFuture<Outcome> interrupted = node.readBehindLeader(slot, () -> {
            thread.complete(Thread.currentThread());
            return hang(loading, new CountDownLatch(1));
        });
        List<CompletableFuture<Outcome>> others = calls(CALLERS, i -> node.readBehindLeader(slot, this::slowLoad));
        other.release();
        assertThat(await(first).value()).isEqualTo("value");
        await(thread).interrupt();
        assertThat(Stages.awaitFailure(interrupted)).isInstanceOf(InterruptedException.class);
        assertThat(others).allSatisfy(call -> assertThat(await(call).value()).isEqualTo("value"));
        assertThat(database.loads()).isLessThan(CALLERS / 2);
    }

    /** Takes so long that threads that are woken one after another on a busy machine still meet in it. */
    private @Nullable String slowLoad() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(100);
        return database.load();
    }

    /** Each load of one calls the other, so those who wait for each other in a ring would wait for lock-wait: 20 s. */
    @Test
    @Timeout(15)
    void methodsThatCallEachOtherWaitForNobodyInARing() {
        AtomicInteger loads = new AtomicInteger();
        List<CompletableFuture<Outcome>> calls = calls(
                CALLERS,
                i -> node.readElsewhere(slot(i % 2), () -> {
                    loads.incrementAndGet();
                    TimeUnit.MILLISECONDS.sleep(5);
                    Object inner = node.read(slot((i + 1) % 2), () -> {
                                loads.incrementAndGet();
                                TimeUnit.MILLISECONDS.sleep(5);
                                return node.read(slot(i % 2), () -> "innermost").value();
                            })
                            .value();
                    return "outer of " + inner;
                }));
        assertThat(calls)
                .allSatisfy(call -> assertThat(await(call).value()).asString().endsWith("innermost"));
        assertThat(loads.get()).isLessThan(2 * CALLERS);
    }

    @Test
    void loadThatIsSharedTakesOneTurnOfTheLoadLimit() throws Exception {
        node.close();
        node = node(Node.SETTINGS, Node.GENEROUS.withLoads(1));
        Database.HeldLoad other = database.held();
        CompletableFuture<Outcome> first = node.readElsewhere(slot(2), other);
        other.awaitSeen();
        List<CompletableFuture<Outcome>> calls = calls(CALLERS, i -> node.readBehindLeader(slot, database::load));
        assertThat(database.loads()).isEqualTo(1);
        other.release();
        assertThat(calls).allSatisfy(call -> assertThat(await(call).value()).isEqualTo("value"));
        assertThat(await(first).value()).isEqualTo("value");
        assertThat(database.loads()).isEqualTo(2);
    }
}
