package io.github.dynamocached.cache;

import static io.github.dynamocached.cache.Stages.await;
import static io.github.dynamocached.cache.Stages.awaitFailure;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.cache.ControlledEntryStore.Kind;
import io.github.dynamocached.memory.InMemoryEntryStore;
import io.github.dynamocached.store.AcquireRequest;
import io.github.dynamocached.store.Acquisition;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** A test that holds a command back gets what it asked for. */
class ControlledEntryStoreTests {

    private static final Slot SLOT = new Slot(CacheKey.of("users", List.of("1")), Slot.ENTITY);
    private static final EntryFormat USER = EntryFormat.fields("User", "s1", List.of("name"));

    private final InMemoryEntryStore target = new InMemoryEntryStore();
    private final ControlledEntryStore store = new ControlledEntryStore(target);

    private CompletionStage<Acquisition> acquire() {
        return store.acquire(SLOT, USER, AcquireRequest.miss("n1", Duration.ofMinutes(1), Duration.ZERO));
    }

    private boolean isLeased() {
        return await(target.read(SLOT, USER, true)).isLeased();
    }

    @Test
    void operationsPassWithoutPlan() {
        assertThat(await(acquire())).isInstanceOf(Acquisition.Leased.class);
        Stages.awaitDone(store.release(SLOT, "n1"));
        assertThat(await(store.read(SLOT, USER, true)).isLeased()).isFalse();

        assertThat(store.calls()).containsExactly(Kind.ACQUIRE, Kind.RELEASE, Kind.READ);
        assertThat(store.calls(Kind.READ)).isOne();
    }

    @Test
    void heldOperationIsExecutedWhenReleased() {
        HeldCommand held = store.holdNext(Kind.ACQUIRE);
        CompletionStage<Acquisition> answer = acquire();

        assertThat(held.awaitArrival().hasArrived()).isTrue();
        assertThat(answer.toCompletableFuture()).isNotDone();
        assertThat(isLeased()).isFalse();
        held.execute();
        assertThat(answer.toCompletableFuture()).isNotDone();
        assertThat(isLeased()).isTrue();
        held.release();
        assertThat(await(answer)).isInstanceOf(Acquisition.Leased.class);
    }

    @Test
    void lostReplyLeavesExecutedOperation() {
        HeldCommand lost = store.loseReplyOfNext(Kind.ACQUIRE);
        CompletionStage<Acquisition> answer = acquire();

        assertThat(isLeased()).isTrue();
        assertThat(answer.toCompletableFuture()).isNotDone();
        assertThat(lost.hasArrived()).isTrue();
        lost.reply();
        assertThat(await(answer)).isInstanceOf(Acquisition.Leased.class);
    }

    @Test
    void failedOperationIsNotExecuted() {
        store.failNext(Kind.ACQUIRE);

        assertThat(awaitFailure(acquire())).hasMessage("The store is away");
        assertThat(isLeased()).isFalse();
        assertThat(await(acquire())).isInstanceOf(Acquisition.Leased.class);
    }

    @Test
    void failedReplyLeavesExecutedOperation() {
        store.failReplyOfNext(Kind.ACQUIRE);

        assertThat(awaitFailure(acquire())).hasMessage("The store is away");
        assertThat(isLeased()).isTrue();
    }

    @Test
    void repeatedOperationIsExecutedOnceMore() {
        HeldCommand repeated = store.repeatNext(Kind.ACQUIRE);
        assertThat(await(acquire())).isInstanceOf(Acquisition.Leased.class);
        Stages.awaitDone(store.evict(SLOT.key(), Duration.ZERO, EntryStore.NO_WRITER));
        assertThat(isLeased()).isFalse();

        repeated.executeAgain();

        assertThat(isLeased()).isTrue();
    }
}
