package io.github.dynamocached.cache;

import static io.github.dynamocached.cache.Stages.await;
import static io.github.dynamocached.cache.Stages.awaitFailure;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.Budgets;
import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.Outcome.Source;
import io.github.dynamocached.memory.InMemoryEntryStore;
import io.github.dynamocached.memory.InMemoryLoadLock;
import io.github.dynamocached.memory.InMemoryServer;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A value past its time answers a load that failed with an outage, here a timeout. */
class StaleIfErrorTests {

    private static final CacheSettings SETTINGS =
            Node.SETTINGS.with().staleIfError(Duration.ofHours(1)).build();

    private final Slot slot = new Slot(CacheKey.of("users", List.of("1")), "Text");
    private final InMemoryServer server = new InMemoryServer();
    private final Node node = new Node(
            new InMemoryEntryStore(server),
            new InMemoryLoadLock(server),
            SETTINGS,
            new Budgets(Duration.ofSeconds(10), Duration.ofSeconds(10)));
    private final TimeoutException outage = new TimeoutException("no answer");

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void outageIsAnsweredWithTheValuePastItsTime() {
        expire();
        assertThat(node.read(slot, this::outage)).isEqualTo(new Outcome(Source.STALE, "old", 300_000));
    }

    @Test
    void loadThatSucceedsReplacesTheValue() {
        expire();
        assertThat(node.read(slot, () -> "new")).isEqualTo(new Outcome(Source.MISS, "new", 0));
    }

    @Test
    void otherFailureReachesTheCaller() {
        expire();
        IllegalStateException refused = new IllegalStateException("no such table");
        assertThat(awaitFailure(node.readElsewhere(slot, () -> {
                    throw refused;
                })))
                .isSameAs(refused);
    }

    @Test
    void outageReachesTheCallerAfterTheWindow() {
        expire();
        server.advance(SETTINGS.staleIfError());
        assertThat(awaitFailure(node.readElsewhere(slot, this::outage))).isSameAs(outage);
    }

    @Test
    void outageReachesTheCallerAfterAnEviction() {
        expire();
        node.evict(slot);
        assertThat(awaitFailure(node.readElsewhere(slot, this::outage))).isSameAs(outage);
    }

    @Test
    void callerThatCameAfterAnEvictionDoesNotGetTheValueThatItsLeaderFound() throws Exception {
        expire();
        Database.HeldLoad load = new Database("unused").held();
        CompletableFuture<Outcome> leader = node.readElsewhere(slot, () -> {
            load.load();
            throw outage;
        });
        load.awaitSeen();
        node.evict(slot);
        CompletableFuture<Outcome> follower = node.readBehindLeader(slot, () -> "new");
        load.release();
        assertThat(await(leader)).isEqualTo(new Outcome(Source.STALE, "old", 300_000));
        assertThat(awaitFailure(follower)).isSameAs(outage);
    }

    private void expire() {
        node.read(slot, () -> "old");
        server.advance(SETTINGS.ttl());
    }

    private String outage() throws TimeoutException {
        throw outage;
    }
}
