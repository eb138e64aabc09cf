package io.github.dynamocached.cache;

import static io.github.dynamocached.cache.Stages.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.Outcome;
import io.github.dynamocached.cache.ControlledEntryStore.Kind;
import io.github.dynamocached.memory.InMemoryLoadLock;
import io.github.dynamocached.memory.InMemoryServer;
import io.github.dynamocached.store.Slot;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Promise P1 on two nodes: no load that began before an eviction puts its value back or hands it on. */
public abstract class AbstractStaleFillTests extends AbstractTwoNodesTests {

    /** Who evicts. */
    public enum Evictor {
        SAME_NODE,
        OTHER_NODE,
        PLAIN_DELETE
    }

    private final Database database = new Database("old");

    @ParameterizedTest
    @EnumSource
    void fillIsRejectedWhenAbsentKeyWasEvictedSinceMiss(Evictor evictor) throws Exception {
        Database.HeldLoad load = database.held();
        CompletableFuture<Outcome> began = node.readElsewhere(slot, load);
        load.awaitSeen();
        write("new", evictor);
        load.release();
        assertThat(await(began).value()).isEqualTo("old");
        assertNextReadLoads("new");
    }

    @ParameterizedTest
    @EnumSource
    void fillIsRejectedWhenKeyWithAnotherVariantWasEvictedSinceMiss(Evictor evictor) throws Exception {
        node.read(new Slot(slot.key(), "Other"), () -> "sibling");
        fillIsRejectedWhenAbsentKeyWasEvictedSinceMiss(evictor);
    }

    @ParameterizedTest
    @EnumSource
    void fillUnderWayIsRejectedWhenKeyWasEvictedBeforeItArrived(Evictor evictor) {
        HeldCommand fill = node.store().holdNext(Kind.FILL);
        CompletableFuture<Outcome> began = node.readElsewhere(slot, database::load);
        fill.awaitArrival();
        write("new", evictor);
        fill.release();
        assertThat(await(began).value()).isEqualTo("old");
        assertNextReadLoads("new");
    }

    @ParameterizedTest
    @EnumSource
    void repeatedFillDoesNotBringBackWhatWasEvicted(Evictor evictor) {
        HeldCommand fill = node.store().repeatNext(Kind.FILL);
        assertThat(node.read(slot, database::load).value()).isEqualTo("old");
        write("new", evictor);
        fill.executeAgain();
        assertNextReadLoads("new");
    }

    @ParameterizedTest
    @EnumSource
    void callerAfterEvictionDoesNotGetLoadFromBeforeIt(Evictor evictor) throws Exception {
        Database.HeldLoad load = database.held();
        CompletableFuture<Outcome> leader = node.readElsewhere(slot, load);
        load.awaitSeen();
        write("new", evictor);
        CompletableFuture<Outcome> follower = node.readBehindLeader(slot, database::load);
        load.release();
        assertThat(await(leader).value()).isEqualTo("old");
        assertThat(await(follower).value()).isEqualTo("new");
    }

    @ParameterizedTest
    @EnumSource
    void callerAfterEvictionDoesNotGetValueWhoseFillWasAcceptedBeforeIt(Evictor evictor) {
        HeldCommand fill = node.store().holdReplyOfNext(Kind.FILL);
        CompletableFuture<Outcome> leader = node.readElsewhere(slot, database::load);
        fill.awaitArrival();
        write("new", evictor);
        CompletableFuture<Outcome> follower = node.readBehindLeader(slot, database::load);
        fill.reply();
        assertThat(await(leader).value()).isEqualTo("old");
        assertThat(await(follower).value()).isEqualTo("new");
    }

    @ParameterizedTest
    @EnumSource
    void callerAfterEvictionDoesNotGetValueThatAnAcquireFoundBeforeIt(Evictor evictor) {
        HeldCommand acquire = node.store().holdNext(Kind.ACQUIRE);
        CompletableFuture<Outcome> leader = node.readElsewhere(slot, database::load);
        acquire.awaitArrival();
        HeldCommand unlockedFill = other.store().repeatNext(Kind.FILL);
        fillBesideTheLock();
        assertThat(unlockedFill.hasArrived()).isTrue();
        acquire.execute();
        write("new", evictor);
        CompletableFuture<Outcome> follower = node.readBehindLeader(slot, database::load);
        acquire.reply();
        assertThat(await(leader).value()).isEqualTo("old");
        assertThat(await(follower).value()).isEqualTo("new");
    }

    @Test
    void callerDuringLoadSharesItOnceItsFillIsAccepted() throws Exception {
        Database.HeldLoad load = database.held();
        CompletableFuture<Outcome> leader = node.readElsewhere(slot, load);
        load.awaitSeen();
        CompletableFuture<Outcome> follower = node.readBehindLeader(slot, database::load);
        load.release();
        assertThat(await(leader)).isEqualTo(new Outcome(Outcome.Source.MISS, "old", 0));
        assertThat(await(follower)).isEqualTo(new Outcome(Outcome.Source.MISS, "old", 0));
        assertThat(database.loads()).isEqualTo(1);
    }

    private void fillBesideTheLock() {
        Node lockless = new Node(other.store(), new InMemoryLoadLock(new InMemoryServer()));
        lockless.read(slot, database::load);
        lockless.close();
    }

    private void write(String changed, Evictor evictor) {
        database.write(changed);
        switch (evictor) {
            case SAME_NODE -> assertThat(node.evict(slot)).isTrue();
            case OTHER_NODE -> assertThat(other.evict(slot)).isTrue();
            case PLAIN_DELETE -> fixture().delete(slot.key());
        }
    }

    private void assertNextReadLoads(String expected) {
        int before = database.loads();
        Outcome next = other.read(slot, database::load);
        assertThat(next.value()).isEqualTo(expected);
        assertThat(database.loads()).isEqualTo(before + 1);
    }
}
