package io.github.dynamocached.cache;

import static io.github.dynamocached.cache.Stages.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Consistency;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.Outcome.Source;
import io.github.dynamocached.cache.ControlledEntryStore.Kind;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.LoadLock;
import io.github.dynamocached.store.SeenWrite;
import io.github.dynamocached.store.Slot;
import io.github.dynamocached.store.WriteOutcome;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Writes that the cache of one node is told of by somebody who neither makes them nor waits, and reads on both nodes. */
public abstract class AbstractSeenWriteTests {

    private static final CacheSettings FENCED =
            Node.SETTINGS.with().consistency(Consistency.FENCED).build();
    private static final CacheSettings STRICT =
            Node.SETTINGS.with().consistency(Consistency.STRICT).build();

    private final Slot slot = slot();
    private final Slot second = slot();
    private final Database database = new Database("old");
    private Node node;
    private Node other;
    private Node fenced;
    private Node otherFenced;

    protected abstract EntryStoreFixture fixture();

    protected abstract LoadLock lock();

    private static Slot slot() {
        return new Slot(CacheKey.of("users", List.of(UUID.randomUUID().toString())), "Text");
    }

    @BeforeEach
    void startNodes() {
        EntryStore store = fixture()
                .storeOfPrimaryStartedAt(fixture().now() - Duration.ofDays(1).toMillis());
        node = Node.on(store, lock(), STRICT);
        other = Node.on(store, lock(), STRICT);
        fenced = Node.on(store, lock(), FENCED);
        otherFenced = Node.on(store, lock(), FENCED);
    }

    @AfterEach
    void stopNodes() {
        List.of(node, other, fenced, otherFenced).forEach(Node::close);
    }

    /** The ways to report a write that has succeeded. */
    enum End {
        OWED {
            @Override
            void end(ReadThroughCache cache, Slot slot, Slot second, Runnable write) {
                write.run();
                cache.owe(List.of(slot.key(), second.key()));
            }
        },
        OPEN_AND_OWED {
            @Override
            void end(ReadThroughCache cache, Slot slot, Slot second, Runnable write) {
                SeenWrite open = cache.openWrite(List.of(slot.key(), second.key()));
                write.run();
                open.owe(WriteOutcome.WRITTEN);
            }
        },
        OPEN_AND_EVICTED {
            @Override
            void end(ReadThroughCache cache, Slot slot, Slot second, Runnable write) {
                SeenWrite open = cache.openWrite(List.of(slot.key(), second.key()));
                write.run();
                assertThat(await(open.evict(WriteOutcome.WRITTEN))).isTrue();
            }
        },
        EVICTED {
            @Override
            void end(ReadThroughCache cache, Slot slot, Slot second, Runnable write) {
                write.run();
                assertThat(await(cache.evictAsync(List.of(slot.key(), second.key()))))
                        .isTrue();
            }
        },
        BEGUN_AND_EVICTED {
            @Override
            void end(ReadThroughCache cache, Slot slot, Slot second, Runnable write) {
                Write begun = await(cache.beginWriteAsync(List.of(slot.key(), second.key())));
                write.run();
                assertThat(await(begun.evictAsync())).isTrue();
            }
        },
        BEGUN_AND_OWED {
            @Override
            void end(ReadThroughCache cache, Slot slot, Slot second, Runnable write) {
                Write begun = await(cache.beginWriteAsync(List.of(slot.key(), second.key())));
                write.run();
                CompletableFuture<Boolean> unused = begun.owe();
            }
        };

        abstract void end(ReadThroughCache cache, Slot slot, Slot second, Runnable write);
    }

    @ParameterizedTest
    @EnumSource(End.class)
    void nodeOfTheWriterReadsWhatWasWrittenAtOnceAndTheOthersSoon(End end) {
        assertEnds(end, node, other);
    }

    @ParameterizedTest
    @EnumSource(End.class)
    void fencedNodeOfTheWriterReadsWhatWasWrittenAtOnceAndTheOthersSoon(End end) {
        assertEnds(end, fenced, otherFenced);
    }

    private void assertHit(Node reader, Slot read, String value) {
        Outcome outcome = reader.read(read, database::load);
        assertThat(outcome.source()).isEqualTo(Source.HIT);
        assertThat(outcome.value()).isEqualTo(value);
    }

    private void assertEnds(End end, Node writer, Node reader) {
        assertThat(reader.read(slot, database::load).value()).isEqualTo("old");
        assertThat(reader.read(second, database::load).value()).isEqualTo("old");

        end.end(writer.cache(), slot, second, () -> database.write("new"));

        assertThat(writer.read(slot, database::load).value()).isEqualTo("new");
        assertThat(writer.read(second, database::load).value()).isEqualTo("new");
        Awaitility.await().untilAsserted(() -> {
            assertHit(reader, slot, "new");
            assertHit(writer, second, "new");
        });
        assertThat(writer.cache().outbox().queued()).isZero();
    }

    @Test
    void acknowledgementOfAnEarlierOwedEvictionDoesNotBringTheNextOldValue() {
        HeldCommand first = node.store().holdReplyOfNext(Kind.EVICT);
        HeldCommand last = node.store().holdNext(Kind.EVICT);
        node.cache().owe(List.of(slot.key()));
        first.awaitArrival();
        assertThat(other.read(slot, database::load).value()).isEqualTo("old");
        database.write("new");
        node.cache().owe(List.of(slot.key()));

        first.reply();

        assertThat(node.read(slot, database::load)).isEqualTo(new Outcome(Source.BYPASS, "new", 0));
        last.release();
        Awaitility.await().until(() -> node.read(slot, database::load).source() == Source.HIT);
        assertThat(other.read(slot, database::load).value()).isEqualTo("new");
    }

    @Test
    void readsDuringAnOpenFencedWriteAreNotStored() {
        SeenWrite write = fenced.cache().openWrite(List.of(slot.key()));
        await(write.announced());
        assertThat(otherFenced.read(slot, database::load)).isEqualTo(new Outcome(Source.BYPASS, "old", 0));
        assertThat(await(write.evict(WriteOutcome.NOT_WRITTEN))).isTrue();
        assertThat(otherFenced.read(slot, database::load)).isEqualTo(new Outcome(Source.MISS, "old", 0));
    }

    @Test
    void putStoresAfterTheWritesOfItsMethodHaveSucceeded() {
        Put put = node.beginPut(slot);
        SeenWrite write = node.cache().openWrite(List.of(slot.key(), second.key()));
        database.write("new");
        assertThat(await(write.evict(WriteOutcome.WRITTEN))).isTrue();
        assertThat(put.store("new")).isTrue();
        assertHit(other, slot, "new");
        assertThat(other.read(second, database::load)).isEqualTo(new Outcome(Source.MISS, "new", 0));
    }

    @Test
    void putWhoseWriteOnAnotherThreadEvictsStoresNothing() {
        Put put = node.beginPut(slot);
        database.write("new");
        CompletableFuture.runAsync(() -> assertThat(await(
                                node.cache().openWrite(List.of(slot.key())).evict(WriteOutcome.WRITTEN)))
                        .isTrue())
                .join();
        assertThat(put.store("old")).isTrue();
        assertThat(other.read(slot, database::load)).isEqualTo(new Outcome(Source.MISS, "new", 0));
    }

    @Test
    void writeThatLandsAfterItsPutIsReadByAll() {
        Put put = node.beginPut(slot);
        SeenWrite write = node.cache().openWrite(List.of(slot.key()));
        assertThat(put.store("not written yet")).isTrue();
        assertThat(other.read(slot, database::load)).isEqualTo(new Outcome(Source.MISS, "old", 0));
        database.write("landed");
        assertThat(await(write.evict(WriteOutcome.WRITTEN))).isTrue();
        assertThat(other.read(slot, database::load)).isEqualTo(new Outcome(Source.MISS, "landed", 0));
    }
}
