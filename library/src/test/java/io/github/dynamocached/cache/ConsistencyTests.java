package io.github.dynamocached.cache;

import static io.github.dynamocached.cache.Stages.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Consistency;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.Outcome.Source;
import io.github.dynamocached.load.BlockingLoader;
import io.github.dynamocached.memory.InMemoryEntryStore;
import io.github.dynamocached.memory.InMemoryLoadLock;
import io.github.dynamocached.store.AcquireRequest;
import io.github.dynamocached.store.Acquisition;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How loads are asked to read. */
class ConsistencyTests extends ConsistencyFixture {

    private static final CacheSettings IMPATIENT = Node.SETTINGS
            .with()
            .consistency(Consistency.EVENTUAL)
            .lockWait(Duration.ofMillis(1))
            .build();

    @Test
    void cacheThatNobodyEvictsReadsEventually() {
        Node node = node(null);
        assertThat(node.cache().consistency()).isEqualTo(Consistency.EVENTUAL);
        assertThat(node.read(slot, AskedLoad::asked).value()).isEqualTo("eventual");
    }

    @Test
    void cacheThatSomeMethodEvictsReadsConsistently() {
        Node node = node(null);
        node.cache().expectEvictions();
        assertThat(node.cache().consistency()).isEqualTo(Consistency.STRICT);
        assertThat(node.read(slot, AskedLoad::asked).value()).isEqualTo("consistent");
    }

    @Test
    void settingsDecideBeforeUse() {
        Node node = node(Consistency.EVENTUAL);
        node.cache().expectEvictions();
        assertThat(node.read(slot, AskedLoad::asked).value()).isEqualTo("eventual");
    }

    @Test
    void eventualCacheReadsConsistentlySoonAfterAnEviction() {
        Node node = node(Consistency.EVENTUAL);
        node.evict(slot);
        assertThat(node.read(slot, AskedLoad::asked).value()).isEqualTo("consistent");
        node.evict(slot);
        server.advance(Node.SETTINGS.holdOff());
        assertThat(node.read(slot, AskedLoad::asked).value()).isEqualTo("eventual");
    }

    @Test
    void eventualCacheReadsConsistentlyWhenItsWaitSoonAfterAnEvictionIsOver() {
        Node node = nodeWith(IMPATIENT);
        node.evict(slot);
        leaseToAnotherNode();
        assertThat(node.read(slot, AskedLoad::asked)).isEqualTo(new Outcome(Source.MISS, "consistent", 0));
        server.advance(Node.SETTINGS.holdOff());
        leaseToAnotherNode();
        assertThat(node.read(slot, AskedLoad::asked)).isEqualTo(new Outcome(Source.MISS, "eventual", 0));
    }

    @Test
    void eventualCacheReadsConsistentlyWhereItLostTheLockAndNobodyHasToldItOfEvictions() {
        Node node = nodeWith(IMPATIENT);
        assertThat(await(new InMemoryLoadLock(server).tryLock(slot, 999, Duration.ofMinutes(1))))
                .isTrue();
        leaseToAnotherNode();
        assertThat(node.read(slot, AskedLoad::asked)).isEqualTo(new Outcome(Source.MISS, "consistent", 0));
    }

    @Test
    void strictCacheReadsConsistentlyOnBypassesToo() {
        Node node = node(Consistency.STRICT);
        assertThat(node.read(slot, () -> node.read(slot, AskedLoad::asked).value()))
                .isEqualTo(new Outcome(Source.MISS, "consistent", 0));
    }

    @Test
    void eventualCacheAsksForEvictionsWhereItsValueIsKnownNotToBeStorable() {
        Node node = node(Consistency.EVENTUAL);
        assertThat(node.read(slot, NOT_STORABLE)).isEqualTo(new Outcome(Source.MISS, "eventual", 0));
        assertThat(node.read(slot, NOT_STORABLE)).isEqualTo(new Outcome(Source.BYPASS, "eventual", 0));
        node.evict(slot);
        assertThat(node.read(slot, NOT_STORABLE)).isEqualTo(new Outcome(Source.BYPASS, "consistent", 0));
        server.advance(Node.SETTINGS.holdOff());
        assertThat(node.read(slot, NOT_STORABLE)).isEqualTo(new Outcome(Source.BYPASS, "eventual", 0));
    }

    @Test
    void eventualCacheTakesWhatAnotherNodeHasStoredOfValueThatItKnewNotToBeStorable() {
        Node node = node(Consistency.EVENTUAL);
        node.read(slot, NOT_STORABLE);
        HeldCommand question = node.store().holdNext(ControlledEntryStore.Kind.ACQUIRE);
        CompletableFuture<Outcome> asking = node.readElsewhere(slot, NOT_STORABLE);
        question.awaitArrival();
        Node.on(store, new InMemoryLoadLock(server), Node.SETTINGS).read(slot, () -> "stored");
        question.release();
        assertThat(await(asking)).isEqualTo(new Outcome(Source.HIT, "stored", 0));
    }

    @Test
    void questionForEvictionsLeavesNothingOnTheServer() {
        Node node = node(Consistency.EVENTUAL);
        node.read(slot, NOT_STORABLE);
        node.read(slot, NOT_STORABLE);
        assertThat(node.store().calls(ControlledEntryStore.Kind.ACQUIRE)).isEqualTo(2);
        assertThat(server.fields(InMemoryEntryStore.nameOf(slot.key()))).isEmpty();
    }

    @Test
    void eventualCacheWhoseQuestionIsNotAnsweredLoadsAsDuringAnOutage() {
        Node node = node(Consistency.EVENTUAL);
        node.read(slot, NOT_STORABLE);
        node.evict(slot);
        node.store().failNext(ControlledEntryStore.Kind.ACQUIRE);
        assertThat(node.read(slot, NOT_STORABLE)).isEqualTo(new Outcome(Source.BYPASS, "eventual", 0));
    }

    @Test
    void eventualCacheAsksForEvictionsWithinTheLoadOfTheSameKey() {
        Node node = node(Consistency.EVENTUAL);
        Outcome outcome = node.read(slot, () -> {
            String before = AskedLoad.asked();
            node.evict(slot);
            return before + " " + node.read(slot, AskedLoad::asked).value();
        });
        assertThat(outcome.value()).isEqualTo("eventual consistent");
    }

    @Test
    void batchInEventualCacheReadsConsistentlyWhereSomeValueIsKnownNotToBeStorable() {
        Node node = node(Consistency.EVENTUAL);
        node.read(slot, NOT_STORABLE);
        node.evict(slot);
        Map<Slot, Outcome> outcomes =
                node.readAll(List.of(slot), slots -> Map.of(slot, Optional.of(AskedLoad.asked())));
        assertThat(outcomes).containsValue(new Outcome(Source.MISS, "consistent", 0));
    }

    @Test
    void outageDoesNotDoubleTheReadUnits() {
        Node node = node(Consistency.STRICT);
        node.store().failNext(ControlledEntryStore.Kind.READ);
        assertThat(node.read(slot, AskedLoad::asked)).isEqualTo(new Outcome(Source.BYPASS, "eventual", 0));
        node.store().failNext(ControlledEntryStore.Kind.ACQUIRE);
        assertThat(node.read(slot, AskedLoad::asked)).isEqualTo(new Outcome(Source.BYPASS, "eventual", 0));
    }

    private void leaseToAnotherNode() {
        AcquireRequest request = AcquireRequest.miss("other-1", Duration.ofMinutes(1), Node.SETTINGS.holdOff());
        assertThat(await(store.acquire(slot, EntryFormat.blob("Text", "1"), request)))
                .isInstanceOf(Acquisition.Leased.class);
    }

    private static final BlockingLoader NOT_STORABLE = new BlockingLoader() {
        @Override
        public Object load() {
            return AskedLoad.asked();
        }

        @Override
        public boolean isStorable(@Nullable Object value) {
            return false;
        }
    };
}
