package io.github.dynamocached.cache;

import static io.github.dynamocached.cache.Stages.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Consistency;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.Outcome.Source;
import io.github.dynamocached.cache.ControlledEntryStore.Kind;
import io.github.dynamocached.load.LoadContext;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.LoadLock;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Writers of a fenced cache on two nodes: nothing is stored behind a fence, whatever becomes of its writer. */
public abstract class AbstractFencedWriteTests {

    private static final CacheSettings FENCED =
            Node.SETTINGS.with().consistency(Consistency.FENCED).build();

    private final Slot slot =
            new Slot(CacheKey.of("users", List.of(UUID.randomUUID().toString())), "Text");
    private final Database database = new Database("old");
    private Node node;
    private Node other;

    protected abstract EntryStoreFixture fixture();

    protected abstract LoadLock lock();

    @BeforeEach
    void startNodes() {
        node = Node.on(store(), lock(), FENCED);
        other = Node.on(store(), lock(), FENCED);
    }

    private EntryStore store() {
        return fixture()
                .storeOfPrimaryStartedAt(fixture().now() - Duration.ofDays(1).toMillis());
    }

    @AfterEach
    void stopNodes() {
        node.close();
        other.close();
    }

    @Test
    void readsDuringAWriteAreNotStored() {
        Write write = node.beginWrite(slot);
        assertThat(other.read(slot, database::load)).isEqualTo(new Outcome(Source.BYPASS, "old", 0));
        database.write("new");
        assertThat(other.read(slot, database::load)).isEqualTo(new Outcome(Source.BYPASS, "new", 0));
        assertThat(write.evict()).isTrue();
        assertThat(node.read(slot, database::load)).isEqualTo(new Outcome(Source.MISS, "new", 0));
        assertThat(node.read(slot, database::load).source()).isEqualTo(Source.HIT);
    }

    @Test
    void loadFromBeforeAWriterThatDiesIsNotStored() throws Exception {
        Database.HeldLoad load = database.held();
        CompletableFuture<Outcome> reader = other.readElsewhere(slot, load);
        load.awaitSeen();
        Write dies = node.beginWrite(slot);
        database.write("new");
        load.release();
        assertThat(await(reader).value()).isEqualTo("old");
        assertThat(other.read(slot, database::load).value()).isEqualTo("new");
        assertThat(dies.isFenced()).isTrue();
    }

    @Test
    void valueFromBeforeAWriterThatDiesIsGone() {
        assertThat(other.read(slot, database::load).value()).isEqualTo("old");
        Write dies = node.beginWrite(slot);
        database.write("new");
        assertThat(other.read(slot, database::load)).isEqualTo(new Outcome(Source.BYPASS, "new", 0));
        assertThat(dies.isFenced()).isTrue();
    }

    @Test
    void writeWhoseOutcomeIsUnknownKeepsItsFence() {
        Write write = node.beginWrite(slot);
        assertThat(write.evictUnknown()).isTrue();
        assertThat(other.read(slot, database::load).source()).isEqualTo(Source.BYPASS);
        database.write("landed late");
        assertThat(other.read(slot, database::load)).isEqualTo(new Outcome(Source.BYPASS, "landed late", 0));
    }

    @Test
    void otherWriterEndsOnlyItsOwnFence() {
        Write first = node.beginWrite(slot);
        Write second = other.beginWrite(slot);
        assertThat(second.evict()).isTrue();
        assertThat(other.read(slot, database::load).source()).isEqualTo(Source.BYPASS);
        database.write("new");
        assertThat(first.evict()).isTrue();
        assertThat(node.read(slot, database::load)).isEqualTo(new Outcome(Source.MISS, "new", 0));
    }

    @Test
    void writeGoesOnWithoutAFenceWhereNoneCanBeOpened() {
        node.store().failNext(Kind.BEGIN);
        Write write = node.beginWrite(slot);
        assertThat(other.read(slot, database::load).source()).isEqualTo(Source.MISS);
        database.write("new");
        assertThat(write.evict()).isTrue();
        assertThat(other.read(slot, database::load)).isEqualTo(new Outcome(Source.MISS, "new", 0));
    }

    @Test
    void fenceThatOpensLateKeepsNothingBackForEver() {
        HeldCommand begin = node.store().holdNext(Kind.BEGIN);
        begin.fail();
        Write write = node.beginWrite(slot);
        database.write("new");
        assertThat(write.evict()).isTrue();
        begin.execute();
        assertThat(other.read(slot, database::load)).isEqualTo(new Outcome(Source.BYPASS, "new", 0));
        assertThat(fixture().timeToLive(slot.key())).isPositive();
    }

    @Test
    void everyLoadIsAskedToReadConsistently() {
        assertThat(node.read(slot, () -> {
                            LoadContext load = LoadContext.current();
                            return String.valueOf(load != null && load.isConsistent());
                        })
                        .value())
                .isEqualTo("true");
    }

    @Test
    void writtenValueIsRead() {
        Put put = node.beginPut(slot);
        database.write("new");
        assertThat(put.store("new")).isTrue();
        assertHit("new");
        assertThat(database.loads()).isZero();
    }

    @Test
    void writtenValueReplacesALoadUnderWay() throws Exception {
        Database.HeldLoad load = database.held();
        CompletableFuture<Outcome> reader = other.readElsewhere(slot, load);
        load.awaitSeen();
        Put put = node.beginPut(slot);
        database.write("new");
        load.release();
        assertThat(await(reader).value()).isEqualTo("old");
        assertThat(put.store("new")).isTrue();
        assertHit("new");
    }

    @Test
    void twoPutsAtOnceLeaveTheNewerValueInWhateverOrderTheyEnd() {
        for (boolean firstEndsFirst : new boolean[] {true, false}) {
            Put first = node.beginPut(slot);
            database.write("first");
            Put second = other.beginPut(slot);
            database.write("second");
            assertThat(firstEndsFirst ? first.store("first") : second.store("second"))
                    .isTrue();
            assertThat(firstEndsFirst ? second.store("second") : first.store("first"))
                    .isTrue();
            assertThat(node.read(slot, database::load).value()).isEqualTo("second");
        }
    }

    @Test
    void putThatWasOvertakenByAnEvictionIsNotStored() {
        Put put = node.beginPut(slot);
        database.write("put");
        database.write("newer");
        assertThat(other.evict(slot)).isTrue();
        assertThat(put.store("put")).isTrue();
        assertThat(other.read(slot, database::load)).isEqualTo(new Outcome(Source.MISS, "newer", 0));
    }

    @Test
    void putEvictsWhereItsFillFails() {
        Put put = node.beginPut(slot);
        database.write("new");
        node.store().failReplyOfNext(Kind.FILL);
        assertThat(put.store("new")).isTrue();
        assertThat(node.store().calls(Kind.EVICT)).isEqualTo(1);
        assertThat(other.read(slot, database::load)).isEqualTo(new Outcome(Source.MISS, "new", 0));
    }

    @Test
    void putOfWhatCannotBeStoredEvicts() {
        Put put = node.beginPut(slot);
        assertThat(put.store("broken")).isTrue();
        assertThat(node.store().calls()).containsExactly(Kind.BEGIN, Kind.EVICT);
        Put absence = node.beginPut(slot);
        assertThat(absence.store(null)).isTrue();
        assertThat(node.store().calls()).containsExactly(Kind.BEGIN, Kind.EVICT, Kind.BEGIN, Kind.EVICT);
        assertThat(other.read(slot, database::load).source()).isEqualTo(Source.MISS);
    }

    @Test
    void putWhoseOutcomeIsUnknownKeepsItsFence() {
        Put put = node.beginPut(slot);
        assertThat(put.evictUnknown()).isTrue();
        assertThat(other.read(slot, database::load).source()).isEqualTo(Source.BYPASS);
    }

    @Test
    void strictCacheSendsNothingBeforeAWrite() {
        try (Node strict = new Node(store(), lock())) {
            Write write = strict.beginWrite(slot);
            assertThat(write.isFenced()).isFalse();
            assertThat(write.evict()).isTrue();
            assertThat(strict.store().calls()).containsExactly(Kind.EVICT);
        }
    }

    private void assertHit(String value) {
        Outcome outcome = other.read(slot, database::load);
        assertThat(outcome.source()).isEqualTo(Source.HIT);
        assertThat(outcome.value()).isEqualTo(value);
    }
}
