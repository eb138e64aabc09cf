package io.github.dynamocached.cache;

import static io.github.dynamocached.cache.Stages.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.cache.ControlledEntryStore.Kind;
import io.github.dynamocached.load.BlockingLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Promise P2 on two nodes: a cold key is loaded once, and nobody waits in a queue for a value that cannot be had. */
public abstract class AbstractSingleLoadTests extends AbstractTwoNodesTests {

    private static final int CALLERS = 200;

    /** No load has it: those of a node are counted up, and an owner takes its own lock again. */
    private static final long STRANGER = Long.MAX_VALUE;

    private final Database database = new Database("value");

    @Test
    void coldKeyIsLoadedOnceByAllThreadsOfOneNode() {
        assertLoadedOnceBy(node, node);
    }

    @Test
    void coldKeyIsLoadedOnceByAllThreadsOfTwoNodes() {
        assertLoadedOnceBy(node, other);
    }

    private void assertLoadedOnceBy(Node even, Node odd) {
        List<CompletableFuture<Outcome>> calls = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            calls.add((i % 2 == 0 ? even : odd).readElsewhere(slot, database::load));
        }
        assertThat(calls).allSatisfy(call -> assertThat(await(call).value()).isEqualTo("value"));
        assertThat(database.loads()).isEqualTo(1);
    }

    /** Its lease is far longer than the test. Nobody waits for the answer of an unlock, so it may come after the read's. */
    @Test
    void lockIsGivenBackAfterEachLoad() {
        CacheSettings settings =
                Node.SETTINGS.with().lockLease(Duration.ofMinutes(10)).build();
        try (Node patient = Node.on(fixture().store(), lock(), settings)) {
            for (BlockingLoader loader : List.<BlockingLoader>of(database::load, unstorable(database::load))) {
                assertThat(patient.read(slot, loader).value()).isEqualTo("value");
                assertThat(patient.evict(slot)).isTrue();
                Awaitility.await().until(() -> await(lock().tryLock(slot, STRANGER, Duration.ofMinutes(1))));
                await(lock().unlock(slot, STRANGER));
            }
        }
    }

    @Test
    void everyCallerGetsAnInstanceOfItsOwn() throws Exception {
        Database.HeldLoad load = database.held();
        CompletableFuture<Outcome> leader = node.readElsewhere(slot, load);
        load.awaitSeen();
        CompletableFuture<Outcome> first = node.readBehindLeader(slot, database::load);
        CompletableFuture<Outcome> second = node.readBehindLeader(slot, database::load);
        load.release();
        Object value = await(leader).value();
        assertThat(await(first).value()).isEqualTo(value).isNotSameAs(value);
        assertThat(await(second).value())
                .isEqualTo(value)
                .isNotSameAs(await(first).value());
        assertThat(database.loads()).isEqualTo(1);
    }

    /** They have waited for a load that began before their calls. Of their own loads each serves all who came until then. */
    @Test
    void callersOfValueThatIsNotStorableShareTheNextLoads() throws Exception {
        int waiting = 20;
        Database.HeldLoad load = database.held();
        CompletableFuture<Outcome> leader = node.readElsewhere(slot, unstorable(load));
        load.awaitSeen();
        Database.HeldLoad next = database.held();
        List<CompletableFuture<Outcome>> calls = new ArrayList<>();
        for (int i = 0; i < waiting; i++) {
            calls.add(node.readBehindLeader(slot, unstorable(next)));
        }
        load.release();
        assertThat(await(leader).value()).isEqualTo("value");
        next.awaitSeen();
        Awaitility.await().until(() -> Collections.frequency(node.store().calls(), Kind.ACQUIRE) == 1 + waiting);
        next.release();
        assertThat(calls).allSatisfy(call -> assertThat(await(call).value()).isEqualTo("value"));
        awaitNothingInSlot();
        assertThat(database.loads()).isBetween(2, waiting / 2);
    }

    @Test
    void keyThatIsNotStorableIsRememberedForAWhile() {
        assertThat(node.read(slot, unstorable(database::load)).source()).isEqualTo(Outcome.Source.MISS);
        assertThat(node.read(slot, unstorable(database::load)).source()).isEqualTo(Outcome.Source.BYPASS);
        assertThat(node.store().calls())
                .containsExactly(Kind.READ, Kind.ACQUIRE, Kind.RELEASE, Kind.READ, Kind.ACQUIRE);
        awaitNothingInSlot();
    }

    @Test
    void failureOfLoadIsSharedByThoseWhoWaitedForIt() throws Exception {
        Database.HeldLoad load = database.held();
        Exception failure = new Exception("the table is gone");
        CompletableFuture<Outcome> leader = node.readElsewhere(slot, () -> {
            load.load();
            throw failure;
        });
        load.awaitSeen();
        List<CompletableFuture<Outcome>> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            calls.add(node.readBehindLeader(slot, database::load));
        }
        load.release();
        assertThat(Stages.awaitFailure(leader)).isSameAs(failure);
        assertThat(calls)
                .allSatisfy(call -> assertThat(Stages.awaitFailure(call)).isSameAs(failure));
        assertThat(database.loads()).isEqualTo(1);
        assertThat(other.read(slot, database::load).source()).isEqualTo(Outcome.Source.MISS);
    }

    @Test
    void loadThatOtherNodesWaitForIsHandedOverThroughTheEntry() throws Exception {
        Database.HeldLoad load = database.held();
        CompletableFuture<Outcome> loading = node.readElsewhere(slot, load);
        load.awaitSeen();
        CompletableFuture<Outcome> waiting = other.readBehindLeader(slot, database::load);
        load.release();
        assertThat(await(loading).source()).isEqualTo(Outcome.Source.MISS);
        assertThat(await(waiting).source()).isEqualTo(Outcome.Source.HIT);
        assertThat(database.loads()).isEqualTo(1);
    }

    private CompletableFuture<Outcome> rejected() {
        Executor full = task -> {
            throw new RejectedExecutionException("full");
        };
        return node.readAsync(slot, () -> CompletableFuture.completedFuture("of its own thread"), full)
                .toCompletableFuture();
    }

    @Test
    void executorThatRejectsTheLoadOfALeaderIsReplacedByAThread() {
        HeldCommand acquire = node.store().holdNext(ControlledEntryStore.Kind.ACQUIRE);
        CompletableFuture<Outcome> leader = rejected();
        acquire.awaitArrival();
        CompletableFuture<Outcome> follower = node.readBehindLeader(slot, database::load);
        acquire.release();
        assertThat(await(leader).value()).isEqualTo("of its own thread");
        assertThat(await(follower).value()).isEqualTo("of its own thread");
        assertThat(database.loads()).isZero();
    }

    @Test
    void executorThatRejectsACallerThatWaitsForAnotherOneIsReplacedByAThread() throws Exception {
        Database.HeldLoad load = database.held();
        CompletableFuture<Outcome> leader = node.readElsewhere(slot, load);
        load.awaitSeen();
        CompletableFuture<Outcome> follower = rejected();
        Awaitility.await().until(() -> node.store().calls(ControlledEntryStore.Kind.READ) == 2);
        load.release();
        assertThat(await(follower).value()).isEqualTo("value");
        assertThat(await(leader).value()).isEqualTo("value");
    }

    private static BlockingLoader unstorable(BlockingLoader loader) {
        return new BlockingLoader() {
            @Override
            public @Nullable Object load() throws Throwable {
                return loader.load();
            }

            @Override
            public boolean isStorable(@Nullable Object value) {
                return false;
            }
        };
    }
}
