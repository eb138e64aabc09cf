package io.github.dynamocached.springcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.Consistency;
import io.github.dynamocached.cache.Stages;
import io.github.dynamocached.memory.InMemoryServer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Methods without {@code sync}, for which Spring looks, calls the method and puts. */
class ReadersPutTests {

    @BeforeEach
    void clear() {
        Items.TABLE.clear();
        Items.TABLE.put("1", "old");
    }

    private static CompletableFuture<@Nullable String> find(Items items) {
        return CompletableFuture.supplyAsync(() -> items.findPresent("1"), task -> new Thread(task).start());
    }

    @Test
    void putOfAReaderThatMetTheLeaseOfAnotherOneLeavesItsValue() {
        try (SpringNode node = SpringNode.alone(Items.class)) {
            Items items = node.bean(Items.class);
            Items.Gate first = items.holdNextLoad();
            CompletableFuture<@Nullable String> leased = find(items);
            first.awaitSeen();
            Items.Gate second = items.holdNextLoad();
            CompletableFuture<@Nullable String> other = find(items);
            second.awaitSeen();
            first.open();
            assertThat(Stages.await(leased)).isEqualTo("old");
            second.open();
            assertThat(Stages.await(other)).isEqualTo("old");
            assertThat(items.findPresent("1")).isEqualTo("old");
            assertThat(items.calls()).hasSize(2);
            assertThat(node.commands()).doesNotContain("evict");
        }
    }

    @Test
    void putOfAWriterEvictsThoughItsThreadHasMissedBefore() {
        InMemoryServer server = new InMemoryServer();
        try (SpringNode one = SpringNode.of(server, Items.class);
                SpringNode another = SpringNode.of(server, Items.class)) {
            Items writing = one.bean(Items.class);
            Items reading = another.bean(Items.class);
            writing.failWith(new IllegalStateException("expected"));
            assertThatThrownBy(() -> writing.findPresent("1")).hasMessage("expected");
            Items.Gate gate = reading.holdNextLoad();
            CompletableFuture<@Nullable String> slow = find(reading);
            gate.awaitSeen();
            writing.put("1", "new");
            gate.open();
            assertThat(Stages.await(slow)).isEqualTo("old");
            assertThat(reading.findPresent("1")).isEqualTo("new");
            assertThat(reading.findPresent("1")).isEqualTo("new");
            assertThat(reading.calls()).hasSize(2);
        }
    }

    @Test
    void leaseThatNoPutHasUsedIsGivenBack() {
        try (SpringNode node = SpringNode.alone(Items.class)) {
            Items items = node.bean(Items.class);
            assertThat(items.findPresent("none")).isNull();
            items.failWith(new IllegalStateException("expected"));
            assertThatThrownBy(() -> items.findPresent("1")).hasMessage("expected");
            items.failWith(null);
            assertThat(node.commands()).filteredOn("release"::equals).hasSize(2);
            assertThat(items.findPresent("1")).isEqualTo("old");
            assertThat(items.findPresent("1")).isEqualTo("old");
            assertThat(items.calls()).hasSize(3);
        }
    }

    @Test
    void leaseIsGivenBackIfASecondCacheHits() {
        try (SpringNode node = SpringNode.alone(Items.class)) {
            Items items = node.bean(Items.class);
            assertThat(items.findInTwo("1")).isEqualTo("old");
            items.save("1", "new");
            assertThat(items.findInTwo("1")).isEqualTo("old");
            assertThat(node.commands()).filteredOn("release"::equals).hasSize(1);
            assertThat(items.find("1")).isEqualTo("new");
        }
    }

    @Test
    void methodRunsInALoadThatReadsConsistently() {
        try (SpringNode node = SpringNode.alone(Items.class)) {
            Items items = node.bean(Items.class);
            items.save("1", "new");
            items.findPresent("1");
            Stages.await(items.findPresentLater("2"));
            items.monoUnless("3").block();
            items.findInTwo("4");
            assertThat(items.consistent()).containsExactly(true, true, true, true);
        }
    }

    @Test
    void loadOfAnEventualCacheIsConsistentOnlySoonAfterAnEviction() {
        try (SpringNode node = SpringNode.with(settings -> settings.consistency(Consistency.EVENTUAL), Items.class)) {
            Items items = node.bean(Items.class);
            items.findPresent("1");
            items.save("1", "new");
            items.findPresent("1");
            assertThat(items.consistent()).containsExactly(false, true);
        }
    }

    @Test
    void leaseIsLongWhileNoLoadTimeIsKnownAndFollowsItThen() {
        try (SpringNode node = SpringNode.alone(Items.class)) {
            Items items = node.bean(Items.class);
            items.findPresent("1");
            items.save("1", "new");
            items.findPresent("1");
            assertThat(node.requests()).hasSize(2);
            assertThat(node.requests().get(0).lease()).isEqualTo(Duration.ofSeconds(1));
            assertThat(node.requests().get(1).lease())
                    .isGreaterThanOrEqualTo(Duration.ofMillis(250))
                    .isLessThanOrEqualTo(Duration.ofSeconds(5));
        }
    }

    @Test
    void valueIsStoredByFuturesAndPublishersToo() {
        try (SpringNode node = SpringNode.alone(Items.class)) {
            Items items = node.bean(Items.class);
            assertThat(Stages.await(items.findPresentLater("1"))).isEqualTo("old");
            assertThat(Stages.await(items.findPresentLater("1"))).isEqualTo("old");
            assertThat(items.monoUnless("1").block()).isEqualTo("old");
            assertThat(items.calls()).hasSize(1);
            items.save("1", "new");
            assertThat(items.monoUnless("1").block()).isEqualTo("new");
            assertThat(items.monoUnless("1").block()).isEqualTo("new");
            assertThat(items.calls()).hasSize(2);
            Stages.await(items.findPresentLater("none"));
            assertThat(node.commands()).filteredOn("release"::equals).hasSize(1);
        }
    }
}
