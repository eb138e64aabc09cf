package io.github.dynamocached.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.Outcome.Source;
import io.github.dynamocached.cache.ControlledEntryStore.Kind;
import io.github.dynamocached.memory.InMemoryEntryStore;
import io.github.dynamocached.memory.InMemoryLoadLock;
import io.github.dynamocached.memory.InMemoryServer;
import io.github.dynamocached.memory.InMemorySnapshot;
import io.github.dynamocached.store.Slot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A read gets its answer from a primary that lacks an eviction, and goes on only when that primary has been sent the eviction
 * again, and has acknowledged it.
 */
class LateReaderTests {

    private final Slot slot = new Slot(CacheKey.of("users", List.of(1)), "Text");
    private final InMemoryServer server = new InMemoryServer();
    private final Database database = new Database("old");
    private final Node node = new Node(new InMemoryEntryStore(server), new InMemoryLoadLock(server));

    /** The old value is in the cache of a process that has not seen the eviction, and serves now. */
    @BeforeEach
    void loseTheEviction() {
        assertThat(node.read(slot, database::load).source()).isEqualTo(Source.MISS);
        InMemorySnapshot before = server.snapshot();
        database.write("new");
        assertThat(node.evict(slot)).isTrue();
        server.restore(before);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private void anotherPrimaryServes(HeldCommand answer) {
        answer.awaitArrival();
        node.store().replacePrimary();
        assertThat(node.cache().outbox().queued()).isZero();
        answer.reply();
    }

    private void assertNew(Outcome outcome) {
        assertThat(outcome.value()).isEqualTo("new");
        assertThat(outcome.source()).isEqualTo(Source.BYPASS);
    }

    @Test
    void readOfOneValueDoesNotTrustTheAnswer() {
        HeldCommand answer = node.store().holdReplyOfNext(Kind.READ);
        CompletableFuture<Outcome> read = node.readElsewhere(slot, database::load);
        anotherPrimaryServes(answer);
        assertNew(Stages.await(read));
    }

    @Test
    void asynchronousReadDoesNotTrustTheAnswer() {
        HeldCommand answer = node.store().holdReplyOfNext(Kind.READ);
        CompletableFuture<Outcome> read = node.readAsync(
                        slot, () -> CompletableFuture.completedFuture(database.load()), Runnable::run)
                .toCompletableFuture();
        anotherPrimaryServes(answer);
        assertNew(Stages.await(read));
    }

    @Test
    void readOfManyValuesDoesNotTrustTheAnswer() {
        HeldCommand answer = node.store().holdReplyOfNext(Kind.READ);
        CompletableFuture<Map<Slot, Outcome>> read = CompletableFuture.supplyAsync(() ->
                node.readAll(List.of(slot), missing -> Map.of(slot, Optional.of(String.valueOf(database.load())))));
        anotherPrimaryServes(answer);
        assertThat(Stages.await(read).values()).extracting(Outcome::value).containsExactly("new");
    }
}
