package io.github.dynamocached.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.Budgets;
import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CacheListener;
import io.github.dynamocached.Consistency;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.cache.Node;
import io.github.dynamocached.load.BlockingLoader;
import io.github.dynamocached.memory.InMemoryEntryStore;
import io.github.dynamocached.memory.InMemoryLoadLock;
import io.github.dynamocached.memory.InMemoryServer;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A cache after an eviction, and a table whose reads are watched: a load is proven, or its value is kept only for the hold-off. */
abstract class TurnLoadsFixture {

    static TurnsTable turns;

    final ExecutorService threads = Executors.newCachedThreadPool();
    final InMemoryServer server = new InMemoryServer();
    final Slot slot = new Slot(CacheKey.of("users", List.of("1")), "Text");
    final AtomicInteger unverified = new AtomicInteger();
    final Node node = new Node(
            new InMemoryEntryStore(server),
            new InMemoryLoadLock(server),
            Node.SETTINGS.with().consistency(Consistency.EVENTUAL).build(),
            new Budgets(Duration.ofSeconds(10), Duration.ofSeconds(10)),
            List.of(new CacheListener() {
                @Override
                public void onUnverifiedLoad(String cacheName) {
                    unverified.incrementAndGet();
                }
            }));

    @BeforeAll
    static void openTable() {
        turns = new TurnsTable();
    }

    @BeforeEach
    void evict() {
        turns.reads().forget();
        node.evict(slot);
    }

    @AfterEach
    void closeNode() {
        node.close();
        threads.shutdownNow();
    }

    @AfterAll
    static void closeTable() {
        turns.close();
    }

    void assertProven(int reads, BlockingLoader load) {
        read(load);
        assertProven(reads);
    }

    void assertProven(int reads) {
        assertThat(turns.reads().count()).isEqualTo(reads);
        assertThat(turns.reads().areAllConsistent()).isTrue();
        assertThat(livesOnAfterTheHoldOff()).isTrue();
        assertThat(unverified).hasValue(0);
    }

    void assertShort(int reads, BlockingLoader load) {
        read(load);
        assertShort(reads);
    }

    void assertShort(int reads) {
        assertThat(turns.reads().count()).isEqualTo(reads);
        assertThat(turns.reads().areAllConsistent()).isFalse();
        assertThat(livesOnAfterTheHoldOff()).isFalse();
        assertThat(unverified).hasValue(1);
    }

    void read(BlockingLoader load) {
        Outcome outcome = node.read(slot, () -> {
            assertThat(load.load()).isNotNull();
            return "value";
        });
        assertThat(outcome).isEqualTo(new Outcome(Outcome.Source.MISS, "value", 0));
    }

    boolean livesOnAfterTheHoldOff() {
        server.advance(Node.SETTINGS.holdOff());
        return node.read(slot, () -> "loaded again").source() == Outcome.Source.HIT;
    }
}
