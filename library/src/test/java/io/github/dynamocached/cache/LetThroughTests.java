package io.github.dynamocached.cache;

import static io.github.dynamocached.cache.Stages.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A caller that waited in vain for another one's load loads consistently: nobody has told it of evictions. */
class LetThroughTests extends ConsistencyFixture {

    @ParameterizedTest
    @EnumSource(names = {"STRICT", "FENCED"})
    void followerOfValueThatMayNotBeStoredReadsConsistently(Consistency consistency) throws Exception {
        Node node = node(consistency);
        Database.HeldLoad load = new Database("value").held();
        CompletableFuture<Outcome> leader = node.readElsewhere(slot, unstorable(load));
        load.awaitSeen();
        CompletableFuture<Outcome> follower = node.readBehindLeader(slot, LetThroughTests::asked);
        load.release();
        assertThat(await(leader).value()).isEqualTo("value");
        assertThat(await(follower).value()).isEqualTo("consistent");
    }

    /** A fence that another node has opened lets everybody load at once, and tells nobody of evictions. */
    @ParameterizedTest
    @EnumSource
    void followerOfALoadWithoutLeaseReadsConsistently(Consistency consistency) throws Exception {
        CacheSettings fenced =
                Node.SETTINGS.with().consistency(Consistency.FENCED).build();
        try (Node writer = Node.on(store, new InMemoryLoadLock(server), fenced)) {
            Write unused = writer.beginWrite(slot);
            Node node = node(consistency);
            HeldCommand acquire = node.store().holdReplyOfNext(ControlledEntryStore.Kind.ACQUIRE);
            CompletableFuture<Outcome> leader = node.readElsewhere(slot, () -> "value");
            acquire.awaitArrival();
            CompletableFuture<Outcome> follower = node.readBehindLeader(slot, LetThroughTests::asked);
            acquire.reply();
            assertThat(await(leader).value()).isEqualTo("value");
            assertThat(await(follower).value()).isEqualTo("consistent");
        }
    }

    @ParameterizedTest
    @EnumSource
    void followerThatLosesPatienceReadsConsistently(Consistency consistency) throws Exception {
        Node node = nodeWith(Node.SETTINGS
                .with()
                .consistency(consistency)
                .lockWait(Duration.ofMillis(50))
                .build());
        Database.HeldLoad load = new Database("value").held();
        CompletableFuture<Outcome> leader = node.readElsewhere(slot, load);
        load.awaitSeen();
        assertThat(node.read(slot, LetThroughTests::asked).value()).isEqualTo("consistent");
        load.release();
        assertThat(await(leader).value()).isEqualTo("value");
    }

    private static String asked() {
        LoadContext load = LoadContext.current();
        return load != null && load.isConsistent() ? "consistent" : "eventual";
    }

    private static BlockingLoader unstorable(BlockingLoader loader) {
        return new BlockingLoader() {
            @Override
            public @Nullable Object load() throws Throwable {
                return loader.load();
            }

            @Override
            public boolean isStorable(@Nullable Object value) {
                return false;
            }
        };
    }
}
