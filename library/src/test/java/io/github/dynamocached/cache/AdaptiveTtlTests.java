package io.github.dynamocached.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CacheListener;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Consistency;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.Outcome.Source;
import io.github.dynamocached.load.BlockingLoader;
import io.github.dynamocached.memory.InMemoryEntryStore;
import io.github.dynamocached.memory.InMemoryLoadLock;
import io.github.dynamocached.memory.InMemoryServer;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Caches whose values are fresh the longer, the longer they have not changed, on two nodes over one store. */
class AdaptiveTtlTests {

    private static final CacheSettings SETTINGS = Node.SETTINGS
            .with()
            .consistency(Consistency.EVENTUAL)
            .ttl(Duration.ofHours(1))
            .adaptiveTtl(0.5)
            .minTtl(Duration.ofSeconds(10))
            .earlyRefresh(0)
            .build();

    private final Slot slot = new Slot(CacheKey.of("users", List.of("1")), "Text");
    private final InMemoryServer server = new InMemoryServer();
    private final InMemoryEntryStore store = new InMemoryEntryStore(server);
    private final List<Duration> chosen = new CopyOnWriteArrayList<>();
    private final Database database = new Database("old");
    private final List<Node> nodes = new ArrayList<>();

    private Node node(CacheSettings settings) {
        Node node = new Node(store, new InMemoryLoadLock(server), settings, Node.GENEROUS, List.of(new CacheListener() {
            @Override
            public void onAdaptedTtl(String cacheName, Duration ttl) {
                assertThat(cacheName).isEqualTo("users");
                chosen.add(ttl);
            }
        }));
        nodes.add(node);
        return node;
    }

    @AfterEach
    void stop() {
        nodes.forEach(Node::close);
    }

    private Source readAfter(Duration time, Node node) {
        server.advance(time);
        return node.read(slot, database::load).source();
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    @Test
    void valueThatDoesNotChangeIsLoadedLessAndLessOftenByAllNodes() {
        Node one = node(SETTINGS);
        Node other = node(SETTINGS);
        assertThat(readAfter(seconds(0), one)).isEqualTo(Source.MISS);
        assertThat(readAfter(seconds(10), other)).isEqualTo(Source.MISS);
        assertThat(readAfter(seconds(10), one)).isEqualTo(Source.MISS);
        assertThat(readAfter(seconds(10), other)).isEqualTo(Source.MISS);
        assertThat(readAfter(seconds(14), one)).isEqualTo(Source.HIT);
        assertThat(readAfter(seconds(1), other)).isEqualTo(Source.MISS);
        assertThat(readAfter(seconds(21), one)).isEqualTo(Source.HIT);
        assertThat(chosen)
                .containsExactly(seconds(10), seconds(10), seconds(10), seconds(15), Duration.ofMillis(22_500));
    }

    @Test
    void valueThatHasChangedIsLoadedAgainSoon() {
        Node node = node(SETTINGS);
        readAfter(seconds(0), node);
        readAfter(seconds(19), node);
        readAfter(seconds(19), node);
        database.write("new");
        assertThat(readAfter(seconds(18), node)).isEqualTo(Source.HIT);
        assertThat(readAfter(seconds(1), node)).isEqualTo(Source.MISS);
        assertThat(readAfter(seconds(9), node)).isEqualTo(Source.HIT);
        assertThat(readAfter(seconds(1), node)).isEqualTo(Source.MISS);
        assertThat(chosen).containsExactly(seconds(10), seconds(10), seconds(19), seconds(10), seconds(10));
    }

    @Test
    void valueThatNobodyReadsForTwiceItsTimeIsForgotten() {
        Node node = node(SETTINGS);
        List.of(0, 15, 15, 15, 23).forEach(time -> readAfter(seconds(time), node));
        assertThat(chosen.get(4)).isEqualTo(seconds(34));
        readAfter(seconds(68), node);
        assertThat(chosen.get(5)).isEqualTo(seconds(10));
    }

    @Test
    void evictionMakesTheNextValueANewOne() {
        Node node = node(SETTINGS);
        List.of(0, 15, 15, 15, 23).forEach(time -> readAfter(seconds(time), node));
        assertThat(chosen.get(4)).isEqualTo(seconds(34));
        assertThat(node.evict(slot)).isTrue();
        server.advance(SETTINGS.holdOff());
        readAfter(seconds(0), node);
        assertThat(chosen.get(5)).isEqualTo(seconds(10));
    }

    /** What is loaded within the hold-off may be from before the eviction, so nothing is learnt from it. */
    @Test
    void valueOfTheHoldOffIsKeptForThatAloneAndTeachesNothing() {
        Node node = node(SETTINGS);
        readAfter(seconds(0), node);
        assertThat(node.evict(slot)).isTrue();
        assertThat(readAfter(seconds(0), node)).isEqualTo(Source.MISS);
        assertThat(readAfter(SETTINGS.holdOff(), node)).isEqualTo(Source.MISS);
        assertThat(chosen).containsExactly(seconds(10), seconds(10));
    }

    @Test
    void absenceHasItsOwnTimeToLive() {
        Node node = node(SETTINGS);
        readAfter(seconds(0), node);
        readAfter(seconds(19), node);
        database.write(null);
        readAfter(seconds(10), node);
        assertThat(readAfter(seconds(29), node)).isEqualTo(Source.HIT);
        assertThat(readAfter(seconds(1), node)).isEqualTo(Source.MISS);
        database.write("old");
        assertThat(readAfter(seconds(30), node)).isEqualTo(Source.MISS);
        assertThat(chosen).containsExactly(seconds(10), seconds(10), seconds(10));
    }

    @Test
    void jitterShortensWhatWasLearntAndTheMinimum() {
        Node node = node(SETTINGS.with().ttlJitter(0.5).build());
        for (int i = 0; i < 20; i++) {
            readAfter(seconds(0), node);
            server.advance(seconds(10));
        }
        assertThat(chosen.get(0)).isBetween(seconds(5), seconds(10));
        assertThat(chosen).allMatch(ttl -> ttl.compareTo(seconds(100)) <= 0);
        assertThat(chosen.stream().distinct().count()).isGreaterThan(2);
        assertThat(chosen.get(chosen.size() - 1)).isGreaterThan(seconds(10));
    }

    @Test
    void refreshInTheStaleWindowFindsWhatWasLearnt() {
        Node node = node(
                SETTINGS.with().staleWhileRevalidate(Duration.ofMinutes(10)).build());
        readAfter(seconds(0), node);
        server.advance(seconds(500));
        assertThat(node.read(slot, refreshing()).source()).isEqualTo(Source.STALE);
        await().until(() -> chosen.size() == 2);
        assertThat(chosen).containsExactly(seconds(10), seconds(250));
    }

    private BlockingLoader refreshing() {
        return new BlockingLoader() {
            @Override
            public @Nullable Object load() {
                return database.load();
            }

            @Override
            public BlockingLoader forRefresh() {
                return database::load;
            }
        };
    }

    @Test
    void eachKeyOfABatchHasItsOwnTimeToLive() {
        Node node = node(SETTINGS);
        Slot other = new Slot(CacheKey.of("users", List.of("2")), "Text");
        for (int i = 0; i < 4; i++) {
            String changing = "version " + i;
            Map<Slot, Outcome> outcomes = node.readAll(
                    List.of(slot, other), wanted -> Map.of(slot, Optional.of("stable"), other, Optional.of(changing)));
            assertThat(outcomes.get(other))
                    .isNotNull()
                    .extracting(Outcome::value)
                    .isEqualTo(changing);
            server.advance(seconds(15));
        }
        assertThat(chosen)
                .containsExactlyInAnyOrder(
                        seconds(10),
                        seconds(10),
                        seconds(10),
                        seconds(10),
                        seconds(15),
                        seconds(10),
                        Duration.ofMillis(22_500),
                        seconds(10));
    }

    @Test
    void putValueIsANewOne() {
        Node node = node(SETTINGS);
        readAfter(seconds(0), node);
        readAfter(seconds(19), node);
        Put put = node.beginPut(slot);
        assertThat(put.store("old")).isTrue();
        assertThat(readAfter(seconds(9), node)).isEqualTo(Source.HIT);
        assertThat(readAfter(seconds(1), node)).isEqualTo(Source.MISS);
        assertThat(chosen).containsExactly(seconds(10), seconds(10), seconds(10), seconds(10));
    }

    @Test
    void nearValueIsFreshForAsLong() {
        Node node = Node.near(
                store, new InMemoryLoadLock(server), SETTINGS.with().near(true).build());
        nodes.add(node);
        readAfter(seconds(0), node);
        assertThat(readAfter(seconds(9), node)).isEqualTo(Source.HIT);
        assertThat(readAfter(seconds(1), node)).isEqualTo(Source.MISS);
    }

    @Test
    void cacheWithAFixedTimeToLiveLearnsNothing() {
        Node node = node(Node.SETTINGS);
        readAfter(seconds(0), node);
        assertThat(readAfter(seconds(299), node)).isEqualTo(Source.HIT);
        assertThat(readAfter(seconds(1), node)).isEqualTo(Source.MISS);
        assertThat(server.fields(InMemoryEntryStore.nameOf(slot.key()))).containsOnlyKeys("@x:Text", "@v:Text");
        assertThat(chosen).isEmpty();
    }
}
