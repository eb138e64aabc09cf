package io.github.dynamocached.cache;

import static io.github.dynamocached.cache.Stages.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.OutboxState;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.Outcome.Source;
import io.github.dynamocached.cache.ControlledEntryStore.Kind;
import io.github.dynamocached.load.LoadContext;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Evictions that were not acknowledged: what becomes of reads of their keys meanwhile. */
class OutboxTests extends OutboxFixture {

    /** As after a transaction in which a key was evicted, and then all. */
    @Test
    void evictionOfKeysAmongWhichOneStandsForAllIsThatOfAll() {
        read(slot(2));
        assertThat(cache.evict(List.of(slot.key(), CacheKey.everyKeyOf("users"))))
                .isTrue();
        database.write("new");
        assertThat(read(slot(2))).isEqualTo(loaded(Source.MISS, "new"));
    }

    @Test
    void unacknowledgedEvictionKeepsItsKeyFromTheCacheUntilARepetitionIsAcknowledged() {
        assertThat(read()).isEqualTo(loaded(Source.MISS, "old"));
        database.write("new");
        store.failNext(Kind.EVICT);

        assertThat(cache.evict(slot.key())).isFalse();

        assertThat(read()).isEqualTo(loaded(Source.BYPASS, "new"));
        assertThat(read()).isEqualTo(loaded(Source.BYPASS, "new"));
        assertThat(cache.outbox()).isEqualTo(new OutboxState(1, 0, Duration.ZERO, false));
        timing.pass(REST);
        assertThat(cache.outbox()).isEqualTo(new OutboxState(0, 0, Duration.ZERO, false));
        assertThat(read()).isEqualTo(loaded(Source.MISS, "new"));
        assertThat(read()).isEqualTo(loaded(Source.HIT, "new"));
        assertThat(heard).containsExactly("users evicted false", "users retried true");
    }

    @Test
    void asynchronousReadOfPoisonedKeyBypassesTheCache() {
        read();
        database.write("new");
        fail(slot);

        assertThat(await(cache.readAsync(
                        OPERATION, slot, () -> CompletableFuture.completedFuture(database.load()), Runnable::run)))
                .isEqualTo(loaded(Source.BYPASS, "new"));
        assertThat(store.calls(Kind.READ)).isEqualTo(1);
    }

    @Test
    void otherKeysStayInTheCache() {
        assertThat(read(slot(2))).isEqualTo(loaded(Source.MISS, "old"));
        fail(slot);
        assertThat(read(slot(2))).isEqualTo(loaded(Source.HIT, "old"));
    }

    @Test
    void poisonedKeyIsLoadedConsistentlyAlsoInAnEventualCache() {
        fail(slot);
        assertThat(read(
                        slot,
                        () -> Objects.requireNonNull(LoadContext.current()).isConsistent()))
                .isEqualTo(new Outcome(Source.BYPASS, true, 0));
    }

    @Test
    void failureOfPoisonedLoadReachesItsCaller() {
        fail(slot);
        IllegalStateException failure = new IllegalStateException("the table is gone");
        assertThat(Stages.awaitFailure(CompletableFuture.supplyAsync(() -> read(slot, () -> {
                    throw failure;
                }))))
                .isSameAs(failure);
    }

    @Test
    void acknowledgedEvictionByACallerClearsTheKey() {
        fail(slot);
        assertThat(cache.evict(slot.key())).isTrue();
        assertThat(cache.outbox().queued()).isZero();
        timing.pass(REST);
        assertThat(store.calls(Kind.EVICT)).isEqualTo(2);
    }

    @Test
    void tooManyKeysPoisonTheWholeCacheAndNoneIsForgotten() {
        for (int id = 0; id < Outbox.CAPACITY; id++) {
            fail(slot(id));
        }
        assertThat(cache.outbox().wholeCache()).isFalse();
        fail(slot(-1));
        assertThat(cache.outbox()).isEqualTo(new OutboxState(Outbox.CAPACITY + 1, 0, Duration.ZERO, true));
        assertThat(read(slot(-1))).isEqualTo(loaded(Source.BYPASS, "old"));
        assertThat(read(slot(-2))).isEqualTo(loaded(Source.BYPASS, "old"));
    }

    @Test
    void evictionOfTheWholeCacheCoversPendingEvictions() {
        assertThat(read()).isEqualTo(loaded(Source.MISS, "old"));
        fail(slot(7));
        database.write("new");

        assertThat(cache.evictAll()).isTrue();

        assertThat(cache.outbox().queued()).isZero();
        assertThat(read()).isEqualTo(loaded(Source.MISS, "new"));
        assertThat(read(slot(7))).isEqualTo(loaded(Source.MISS, "new"));
    }

    @Test
    void unacknowledgedEvictionOfTheWholeCacheKeepsAllKeysFromItUntilARepetitionIsAcknowledged() {
        assertThat(read()).isEqualTo(loaded(Source.MISS, "old"));
        database.write("new");
        store.failNext(Kind.EVICT);

        assertThat(cache.evictAll()).isFalse();

        assertThat(cache.outbox()).isEqualTo(new OutboxState(1, 0, Duration.ZERO, true));
        assertThat(read()).isEqualTo(loaded(Source.BYPASS, "new"));
        assertThat(read(slot(2))).isEqualTo(loaded(Source.BYPASS, "new"));
        timing.pass(REST);
        assertThat(cache.outbox().queued()).isZero();
        assertThat(read()).isEqualTo(loaded(Source.MISS, "new"));
        assertThat(heard).containsExactly("users evicted false", "users retried true");
    }

    @Test
    void writeOfTheWholeCacheOpensNoFence() {
        Write write = fenced.beginWrite(List.of(CacheKey.everyKeyOf("fenced")));

        assertThat(write.isFenced()).isFalse();
        assertThat(write.evict()).isTrue();
        assertThat(store.calls(Kind.BEGIN)).isZero();
        assertThat(store.calls(Kind.EVICT)).isEqualTo(1);
    }
}
