package io.github.dynamocached.cache;

import static io.github.dynamocached.cache.Stages.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.Budgets;
import io.github.dynamocached.CacheKey;
import io.github.dynamocached.EntryState;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.cache.ControlledEntryStore.Kind;
import io.github.dynamocached.memory.InMemoryLoadLock;
import io.github.dynamocached.memory.InMemoryServer;
import io.github.dynamocached.store.AcquireRequest;
import io.github.dynamocached.store.Acquisition;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.Fence;
import io.github.dynamocached.store.Fill;
import io.github.dynamocached.store.FillResult;
import io.github.dynamocached.store.LoadLock;
import io.github.dynamocached.store.Slot;
import io.github.dynamocached.store.StoredEntry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Promise P3 in the protocol: whatever the store does, a caller gets its load, once, and nothing doubtful is stored. */
class StoreFailureTests {

    private static final Budgets SHORT = new Budgets(Duration.ofMillis(20), Duration.ofMillis(20));

    private final Slot slot = new Slot(CacheKey.of("users", List.of("1")), "Text");
    private final InMemoryServer server = new InMemoryServer();
    private final InMemoryEntryStoreFixture fixture = new InMemoryEntryStoreFixture(server);
    private final Database database = new Database("value");
    private final Node node = new Node(fixture.store(), new InMemoryLoadLock(server), Node.SETTINGS, SHORT);

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void failedLookupBypassesTheCache() {
        node.store().failNext(Kind.READ);
        assertLoadedOnce(Outcome.Source.BYPASS);
        assertThat(node.store().calls()).containsExactly(Kind.READ);
    }

    @Test
    void lookupWithoutReplyIsGivenUpAfterTheBudget() {
        HeldCommand lost = node.store().loseNext(Kind.READ);
        assertLoadedOnce(Outcome.Source.BYPASS);
        assertThat(lost.hasArrived()).isTrue();
        assertThat(node.store().calls()).containsExactly(Kind.READ);
    }

    @Test
    void acquireOfUnknownOutcomeIsTakenBackAndNothingIsFilled() {
        node.store().failReplyOfNext(Kind.ACQUIRE);
        assertLoadedOnce(Outcome.Source.BYPASS);
        assertThat(node.store().calls()).containsExactly(Kind.READ, Kind.ACQUIRE, Kind.RELEASE);
        assertThat(fixture.fields(slot.key())).isEmpty();
    }

    @Test
    void acquireWithoutReplyIsGivenUpAfterTheBudget() {
        HeldCommand lost = node.store().loseReplyOfNext(Kind.ACQUIRE);
        assertLoadedOnce(Outcome.Source.BYPASS);
        assertThat(lost.hasArrived()).isTrue();
        assertThat(fixture.fields(slot.key())).isEmpty();
    }

    @Test
    void failedFillChangesNothingForTheCaller() {
        node.store().failNext(Kind.FILL);
        assertLoadedOnce(Outcome.Source.MISS);
        assertThat(node.store().calls()).containsExactly(Kind.READ, Kind.ACQUIRE, Kind.FILL, Kind.RELEASE);
    }

    @Test
    void leaseWhoseFillWasLostKeepsNobodyWaiting() {
        node.store().failNext(Kind.FILL);
        assertLoadedOnce(Outcome.Source.MISS);
        assertNobodyWaits();
    }

    @Test
    void leaseThatCouldNotBeGivenBackIsGivenBackAgain() {
        node.store().failReplyOfNext(Kind.ACQUIRE);
        node.store().failNext(Kind.RELEASE);
        node.store().failNext(Kind.RELEASE);
        assertLoadedOnce(Outcome.Source.BYPASS);
        await().until(() -> node.store().calls(Kind.RELEASE) == 3);
        assertNobodyWaits();
    }

    /** The next node takes the lease at once. It would look for the entry again and again if it waited. */
    private void assertNobodyWaits() {
        Node other = new Node(fixture.store(), new InMemoryLoadLock(server));
        assertThat(other.read(slot, database::load).source()).isEqualTo(Outcome.Source.MISS);
        assertThat(other.store().calls()).containsExactly(Kind.READ, Kind.ACQUIRE, Kind.FILL);
        other.close();
    }

    @Test
    void fillWithoutReplyIsGivenUpAfterTheBudget() {
        HeldCommand lost = node.store().loseReplyOfNext(Kind.FILL);
        assertLoadedOnce(Outcome.Source.MISS);
        assertThat(lost.hasArrived()).isTrue();
    }

    @Test
    void failedLockBypassesTheCache() {
        Node lockless = new Node(fixture.store(), new FailingLock());
        assertThat(lockless.read(slot, database::load)).isEqualTo(new Outcome(Outcome.Source.BYPASS, "value", 0));
        assertThat(lockless.store().calls()).containsExactly(Kind.READ);
        lockless.close();
    }

    @Test
    void failedUnlockChangesNothingForTheCaller() {
        Node unlocking = new Node(fixture.store(), new FailingUnlock());
        assertThat(unlocking.read(slot, database::load)).isEqualTo(new Outcome(Outcome.Source.MISS, "value", 0));
        unlocking.close();
    }

    @Test
    void followersOfALeaderThatLosesTheServerBypassTheCacheToo() throws Exception {
        Node patient = new Node(fixture.store(), new InMemoryLoadLock(server));
        HeldCommand acquire = patient.store().holdNext(Kind.ACQUIRE);
        Database.HeldLoad slow = database.held();
        CompletableFuture<Outcome> leader = patient.readElsewhere(slot, slow);
        acquire.awaitArrival();
        CompletableFuture<Outcome> follower = patient.readBehindLeader(slot, slow);
        acquire.fail();
        slow.release();
        assertThat(await(follower)).isEqualTo(new Outcome(Outcome.Source.BYPASS, "value", 0));
        assertThat(await(leader)).isEqualTo(new Outcome(Outcome.Source.BYPASS, "value", 0));
        assertThat(database.loads()).isBetween(1, 2);
        patient.close();
    }

    @Test
    void failedEvictionIsNotAcknowledgedAndNotThrown() {
        node.store().failNext(Kind.EVICT);
        assertThat(node.evict(slot)).isFalse();
    }

    @Test
    void evictionWithoutReplyIsGivenUpAfterItsBudget() {
        HeldCommand lost = node.store().loseNext(Kind.EVICT);
        assertThat(node.evict(slot)).isFalse();
        assertThat(lost.hasArrived()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"READ", "ACQUIRE", "FILL"})
    void exceptionOfLoaderReachesCallerWhateverTheStoreDoes(Kind kind) {
        node.store().failNext(kind);
        Exception failure = new Exception("the table is gone");
        CompletableFuture<Outcome> call = node.readElsewhere(slot, () -> {
            throw failure;
        });
        assertThat(Stages.awaitFailure(call)).isSameAs(failure);
    }

    @Test
    void storeThatThrowsCountsAsOneThatFails() {
        Node broken = new Node(new ThrowingStore(), new InMemoryLoadLock(server));
        assertThat(broken.read(slot, database::load)).isEqualTo(new Outcome(Outcome.Source.BYPASS, "value", 0));
        assertThat(broken.evict(slot)).isFalse();
        broken.close();
    }

    private void assertLoadedOnce(Outcome.Source source) {
        assertThat(node.read(slot, database::load)).isEqualTo(new Outcome(source, "value", 0));
        assertThat(database.loads()).isEqualTo(1);
    }

    private static final class FailingLock implements LoadLock {
        @Override
        public CompletionStage<Boolean> tryLock(Slot slot, long owner, Duration lease) {
            return CompletableFuture.failedFuture(new IllegalStateException("The lock is away"));
        }

        @Override
        public CompletionStage<Void> unlock(Slot slot, long owner) {
            return CompletableFuture.failedFuture(new IllegalStateException("The lock is away"));
        }
    }

    private static final class FailingUnlock implements LoadLock {
        @Override
        public CompletionStage<Boolean> tryLock(Slot slot, long owner, Duration lease) {
            return CompletableFuture.completedFuture(true);
        }

        @Override
        public CompletionStage<Void> unlock(Slot slot, long owner) {
            return CompletableFuture.failedFuture(new IllegalStateException("The lock is away"));
        }
    }

    private static final class ThrowingStore implements EntryStore {
        @Override
        public CompletionStage<StoredEntry> read(Slot slot, EntryFormat format, boolean lease) {
            throw new IllegalStateException("The store is broken");
        }

        @Override
        public CompletionStage<Acquisition> acquire(Slot slot, EntryFormat format, AcquireRequest request) {
            throw new IllegalStateException("The store is broken");
        }

        @Override
        public CompletionStage<FillResult> fill(Slot slot, EntryFormat format, Fill fill, byte[] @Nullable [] fields) {
            throw new IllegalStateException("The store is broken");
        }

        @Override
        public CompletionStage<Void> release(Slot slot, String nonce) {
            throw new IllegalStateException("The store is broken");
        }

        @Override
        public CompletionStage<Void> begin(CacheKey key, Fence fence) {
            throw new IllegalStateException("The store is broken");
        }

        @Override
        public CompletionStage<String> beginPut(Slot slot, Fence fence) {
            throw new IllegalStateException("The store is broken");
        }

        @Override
        public CompletionStage<Void> evict(CacheKey key, Duration holdOff, String writer) {
            throw new IllegalStateException("The store is broken");
        }

        @Override
        public CompletionStage<Void> evictAll(String cacheName, Duration holdOff) {
            throw new IllegalStateException("The store is broken");
        }

        @Override
        public CompletionStage<EntryState> look(CacheKey key) {
            throw new IllegalStateException("The store is broken");
        }
    }
}
