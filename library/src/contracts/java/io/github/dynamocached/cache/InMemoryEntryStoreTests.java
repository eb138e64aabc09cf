package io.github.dynamocached.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.memory.InMemoryEntryStore;
import io.github.dynamocached.memory.InMemorySnapshot;
import io.github.dynamocached.store.AcquireRequest;
import io.github.dynamocached.store.Acquisition;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.Fill;
import io.github.dynamocached.store.FillResult;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The fake keeps the contract of the store, and its state can be kept and brought back. */
class InMemoryEntryStoreTests extends EntryStoreContract {

    private static final Slot SLOT = new Slot(CacheKey.of("users", List.of("1")), Slot.ENTITY);
    private static final EntryFormat USER = EntryFormat.fields("User", "s1", List.of("name"));

    @Override
    protected EntryStoreFixture newFixture() {
        return new InMemoryEntryStoreFixture();
    }

    @Test
    void snapshotBringsBackStateAndClock() {
        InMemoryEntryStore store = new InMemoryEntryStore();
        Acquisition before = Stages.await(store.acquire(SLOT, USER, miss("n1")));
        InMemorySnapshot snapshot = store.server().snapshot();
        Stages.awaitDone(store.evict(SLOT.key(), Duration.ofSeconds(2), EntryStore.NO_WRITER));
        store.server().advance(Duration.ofSeconds(1));
        assertThat(store.server().snapshot()).doesNotHaveToString(snapshot.toString());

        store.server().restore(snapshot);

        assertThat(store.server().snapshot()).hasToString(snapshot.toString());
        assertThat(Stages.await(store.acquire(SLOT, USER, miss("n1")))).isEqualTo(before);
    }

    @Test
    void restartFromSnapshotBringsBackKeysButNotClock() {
        InMemoryEntryStore store = new InMemoryEntryStore();
        Acquisition before = Stages.await(store.acquire(SLOT, USER, miss("n1")));
        InMemorySnapshot snapshot = store.server().snapshot();
        Stages.awaitDone(store.evict(SLOT.key(), Duration.ofSeconds(2), EntryStore.NO_WRITER));
        store.server().advance(Duration.ofSeconds(1));

        store.server().restartFrom(snapshot);

        assertThat(store.server().start()).isEqualTo(store.server().now());
        String token = ((Acquisition.Leased) before).token();
        Fill fill = new Fill(token, true, Duration.ofMinutes(1), Duration.ZERO, Duration.ZERO, Duration.ZERO, 100);
        assertThat(Stages.await(store.fill(SLOT, USER, fill, new byte[0][]))).isEqualTo(FillResult.REJECTED);
        assertThat(store.server().fields(InMemoryEntryStore.nameOf(SLOT.key()))).containsOnlyKeys("@l");
    }

    private static AcquireRequest miss(String nonce) {
        return AcquireRequest.miss(nonce, Duration.ofMinutes(1), Duration.ZERO);
    }
}
