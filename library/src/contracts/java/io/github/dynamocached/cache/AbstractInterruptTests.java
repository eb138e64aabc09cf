package io.github.dynamocached.cache;

import static io.github.dynamocached.cache.Stages.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.Outcome;
import io.github.dynamocached.Outcome.Source;
import io.github.dynamocached.cache.ControlledEntryStore.Kind;
import io.github.dynamocached.load.BlockingLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads that are interrupted at each step of a read or a write: it concerns them alone, and they still see it. */
@Timeout(120)
public abstract class AbstractInterruptTests extends AbstractTwoNodesTests {

    private final Database database = new Database("value");
    private final CountDownLatch never = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();

    @AfterEach
    void clear() {
        threads.forEach(Thread::interrupt);
        boolean unused = Thread.interrupted();
    }

    /** What a call returned on a thread of its own, and whether that thread was interrupted after it. */
    private record Ended<T extends @Nullable Object>(T value, boolean interrupted) {}

    private final class Caller<T extends @Nullable Object> {

        private final CompletableFuture<Ended<T>> end = new CompletableFuture<>();
        private final Thread thread;

        Caller(Supplier<T> call) {
            thread = new Thread(() -> {
                try {
                    T value = call.get();
                    end.complete(new Ended<>(value, Thread.currentThread().isInterrupted()));
                } catch (Throwable failure) {
                    end.completeExceptionally(failure);
                }
            });
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }

        void interruptWhileItWaits() {
            await().until(() ->
                    thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING);
            thread.interrupt();
        }

        void assertEnds(T expected) {
            assertThat(Stages.await(end)).isEqualTo(new Ended<>(expected, true));
        }
    }

    private BlockingLoader interruptible(CountDownLatch loading) {
        return () -> {
            loading.countDown();
            never.await();
            return "never";
        };
    }

    private List<CompletableFuture<Outcome>> followers(int count) {
        List<CompletableFuture<Outcome>> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            calls.add(node.readBehindLeader(slot, database::load));
        }
        return calls;
    }

    private static Throwable rootOf(CompletableFuture<?> failed) {
        Throwable cause = await(failed.handle((value, failure) -> failure));
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private void assertServedByOneLoad(List<CompletableFuture<Outcome>> calls) {
        assertThat(calls).allSatisfy(call -> assertThat(await(call).value()).isEqualTo("value"));
        assertThat(database.loads()).isEqualTo(1);
        assertThat(other.read(slot, database::load).source()).isEqualTo(Source.HIT);
    }

    @Test
    void callersThatWaitForAnInterruptedOneGoAgainAndLoadOnce() throws Exception {
        CountDownLatch loading = new CountDownLatch(1);
        Caller<Outcome> leader = new Caller<>(() -> node.read(slot, interruptible(loading)));
        loading.await();
        List<CompletableFuture<Outcome>> calls = followers(20);
        leader.thread.interrupt();
        assertServedByOneLoad(calls);
        assertThat(rootOf(leader.end)).isInstanceOf(InterruptedException.class);
    }

    @Test
    void callersGoAgainAlsoWhereTheInterruptIsWrapped() throws Exception {
        CountDownLatch loading = new CountDownLatch(1);
        Caller<Outcome> leader = new Caller<>(() -> node.read(slot, () -> {
            try {
                return interruptible(loading).load();
            } catch (InterruptedException interrupt) {
                throw new IllegalStateException("the repository's own exception", interrupt);
            }
        }));
        loading.await();
        List<CompletableFuture<Outcome>> calls = followers(3);
        leader.thread.interrupt();
        assertServedByOneLoad(calls);
    }

    @Test
    void callersGoAgainAlsoWhereOnlyTheThreadKnowsOfTheInterrupt() throws Exception {
        CountDownLatch loading = new CountDownLatch(1);
        Caller<Outcome> leader = new Caller<>(() -> node.read(slot, () -> {
            try {
                return interruptible(loading).load();
            } catch (InterruptedException interrupt) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("the client was stopped");
            }
        }));
        loading.await();
        List<CompletableFuture<Outcome>> calls = followers(3);
        leader.thread.interrupt();
        assertServedByOneLoad(calls);
    }

    @Test
    void callersThatWaitForAnotherNodesInterruptedLoadGoAgain() throws Exception {
        CountDownLatch loading = new CountDownLatch(1);
        Caller<Outcome> leader = new Caller<>(() -> other.read(slot, interruptible(loading)));
        loading.await();
        CompletableFuture<Outcome> waiting = node.readElsewhere(slot, database::load);
        List<CompletableFuture<Outcome>> calls = followers(3);
        leader.thread.interrupt();
        assertServedByOneLoad(calls);
        assertThat(await(waiting).value()).isEqualTo("value");
    }

    @Test
    void callersThatWaitForACancelledLoadGoAgain() {
        CompletableFuture<@Nullable Object> load = new CompletableFuture<>();
        CompletableFuture<Outcome> leader =
                node.readAsync(slot, () -> load, Runnable::run).toCompletableFuture();
        await().until(() -> node.store().calls(Kind.ACQUIRE) == 1);
        List<CompletableFuture<Outcome>> calls = followers(3);
        load.cancel(false);
        assertServedByOneLoad(calls);
        assertThat(rootOf(leader)).isInstanceOf(CancellationException.class);
    }

    @Test
    void callersThatWaitForAThreadTheMachineFailedGoAgain() throws Exception {
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        CompletableFuture<Outcome> leader = node.readElsewhere(slot, () -> {
            loading.countDown();
            go.await();
            throw new StackOverflowError();
        });
        loading.await();
        List<CompletableFuture<Outcome>> calls = followers(3);
        go.countDown();
        assertServedByOneLoad(calls);
        assertThat(rootOf(leader)).isInstanceOf(StackOverflowError.class);
    }

    @Test
    void interruptedCallerThatWaitsForAnotherOneGetsItsValue() throws Exception {
        Database.HeldLoad load = database.held();
        CompletableFuture<Outcome> leader = node.readElsewhere(slot, load);
        load.awaitSeen();
        Caller<Object> follower =
                new Caller<>(() -> node.read(slot, database::load).value());
        follower.interruptWhileItWaits();
        load.release();
        follower.assertEnds("value");
        assertThat(await(leader).source()).isEqualTo(Source.MISS);
    }

    @Test
    void interruptedCallerThatWaitsForAnotherNodeGetsItsValue() throws Exception {
        Database.HeldLoad load = database.held();
        CompletableFuture<Outcome> leader = other.readElsewhere(slot, load);
        load.awaitSeen();
        Caller<Object> waiting =
                new Caller<>(() -> node.read(slot, database::load).value());
        waiting.interruptWhileItWaits();
        load.release();
        waiting.assertEnds("value");
        assertThat(await(leader).source()).isEqualTo(Source.MISS);
    }

    @Test
    void callerThatIsInterruptedAtAnyCommandGetsItsValueAndStoresIt() {
        for (Kind kind : List.of(Kind.READ, Kind.ACQUIRE, Kind.FILL)) {
            assertThat(node.evict(slot)).isTrue();
            HeldCommand command = node.store().holdNext(kind);
            Caller<Object> caller =
                    new Caller<>(() -> node.read(slot, database::load).value());
            command.awaitArrival();
            caller.interruptWhileItWaits();
            command.release();
            caller.assertEnds("value");
            assertThat(other.read(slot, database::load).source()).isEqualTo(Source.HIT);
        }
    }

    @Test
    void interruptFromBeforeTheCallIsSeenByTheLoadAndKept() {
        AtomicBoolean seen = new AtomicBoolean();
        Thread.currentThread().interrupt();
        Outcome outcome = node.read(slot, () -> {
            seen.set(Thread.currentThread().isInterrupted());
            return database.load();
        });
        assertThat(Thread.interrupted()).isTrue();
        assertThat(seen).isTrue();
        assertThat(outcome.value()).isEqualTo("value");
        assertThat(other.read(slot, database::load).source()).isEqualTo(Source.HIT);
    }

    @Test
    void batchOfAnInterruptedCallerIsStoredAndKeepsTheInterrupt() {
        for (Kind kind : List.of(Kind.READ, Kind.ACQUIRE, Kind.FILL)) {
            assertThat(node.evict(slot)).isTrue();
            HeldCommand command = node.store().holdNext(kind);
            Caller<Object> caller =
                    new Caller<>(() -> node.readAll(List.of(slot), slots -> Map.of(slots.get(0), Optional.of("value")))
                            .values()
                            .iterator()
                            .next()
                            .value());
            command.awaitArrival();
            caller.interruptWhileItWaits();
            command.release();
            caller.assertEnds("value");
            assertThat(other.read(slot, database::load).source()).isEqualTo(Source.HIT);
        }
    }

    @Test
    void batchThatIsInterruptedInItsLoadGivesItsLeaseBack() throws Exception {
        CountDownLatch loading = new CountDownLatch(1);
        Caller<Object> batch = new Caller<>(() -> node.readAll(List.of(slot), slots -> {
            loading.countDown();
            never.await();
            return Map.of();
        }));
        loading.await();
        CompletableFuture<Outcome> waiting = node.readElsewhere(slot, database::load);
        batch.thread.interrupt();
        assertThat(await(waiting).value()).isEqualTo("value");
        assertServedByOneLoad(List.of());
    }
}
