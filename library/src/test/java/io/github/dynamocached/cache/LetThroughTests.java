package io.github.dynamocached.cache;

import static io.github.dynamocached.cache.OutboxFixture.loaded;
import static io.github.dynamocached.cache.Stages.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Consistency;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.Outcome.Source;
import io.github.dynamocached.ValueCodecException;
import io.github.dynamocached.load.BlockingLoader;
import io.github.dynamocached.memory.InMemoryLoadLock;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.ValueCodec;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A caller that waited in vain for another one's load loads consistently: nobody has told it of evictions. */
class LetThroughTests extends ConsistencyFixture {

    private static final ReadOperation UNDECODABLE = new ReadOperation("Users.find(String)", new Undecodable(), null);

    @ParameterizedTest
    @EnumSource(names = {"STRICT", "FENCED"})
    void followerOfValueThatMayNotBeStoredReadsConsistently(Consistency consistency) throws Exception {
        Node node = node(consistency);
        Database.HeldLoad load = new Database("value").held();
        CompletableFuture<Outcome> leader = node.readElsewhere(slot, unstorable(load));
        load.awaitSeen();
        CompletableFuture<Outcome> follower = node.readBehindLeader(slot, AskedLoad::asked);
        load.release();
        assertThat(await(leader).value()).isEqualTo("value");
        assertThat(await(follower).value()).isEqualTo("consistent");
    }

    /** A fence that another node has opened lets everybody go on without a lease, and tells nobody of evictions. */
    @ParameterizedTest
    @EnumSource
    void followerOfALoadWithoutLeaseTakesOnlyWhatWasReadConsistently(Consistency consistency) throws Exception {
        CacheSettings fenced =
                Node.SETTINGS.with().consistency(Consistency.FENCED).build();
        try (Node writer = Node.on(store, new InMemoryLoadLock(server), fenced)) {
            Write unused = writer.beginWrite(slot);
            Node node = node(consistency);
            HeldCommand acquire = node.store().holdReplyOfNext(ControlledEntryStore.Kind.ACQUIRE);
            CompletableFuture<Outcome> leader = node.readElsewhere(slot, AskedLoad::asked);
            acquire.awaitArrival();
            CompletableFuture<Outcome> follower = node.readBehindLeader(slot, AskedLoad::asked);
            acquire.reply();
            assertThat(await(leader).source()).isEqualTo(Source.BYPASS);
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
        assertThat(node.read(slot, AskedLoad::asked).value()).isEqualTo("consistent");
        load.release();
        assertThat(await(leader).value()).isEqualTo("value");
    }

    @ParameterizedTest
    @EnumSource
    void followerThatCannotDecodeItsCopyReadsConsistentlyAfterAnEviction(Consistency consistency) {
        ReadThroughCache cache = node(consistency).cache();
        assertThat(cache.evict(slot.key())).isTrue();
        CompletableFuture<@Nullable Object> load = new CompletableFuture<>();
        CompletionStage<Outcome> leader = cache.readAsync(UNDECODABLE, slot, () -> load, Runnable::run);
        CompletionStage<Outcome> follower = cache.readAsync(
                UNDECODABLE, slot, () -> CompletableFuture.completedFuture(AskedLoad.asked()), Runnable::run);
        assertThat(follower.toCompletableFuture()).isNotDone();

        load.complete("value");

        assertThat(await(leader)).isEqualTo(loaded(Source.MISS, "value"));
        assertThat(await(follower)).isEqualTo(loaded(Source.MISS, "consistent"));
    }

    @Test
    void followerThatReadsAgainLooksForEvictionsThatArePendingByThen() {
        Node node = node(Consistency.EVENTUAL);
        ReadThroughCache cache = node.cache();
        CompletableFuture<@Nullable Object> load = new CompletableFuture<>();
        CompletionStage<Outcome> leader = cache.readAsync(OutboxFixture.OPERATION, slot, () -> load, Runnable::run);
        CompletionStage<Outcome> follower = cache.readAsync(
                OutboxFixture.OPERATION,
                slot,
                () -> CompletableFuture.completedFuture(AskedLoad.asked()),
                Runnable::run);
        for (int i = 0; i < 50; i++) {
            node.store().failNext(ControlledEntryStore.Kind.EVICT);
        }
        assertThat(cache.evict(slot.key())).isFalse();
        node.store().failNext(ControlledEntryStore.Kind.FILL);

        load.complete("value");

        assertThat(await(leader).value()).isEqualTo("value");
        assertThat(await(follower)).isEqualTo(loaded(Source.BYPASS, "consistent"));
    }

    /** Its values stand the trial before they are stored, and fail when they are decoded for somebody. */
    private static final class Undecodable implements ValueCodec {

        private final TextCodec codec = new TextCodec();

        @Override
        public EntryFormat format() {
            return codec.format();
        }

        @Override
        public byte[] @Nullable [] encode(Object value) {
            return codec.encode(value);
        }

        @Override
        public Object decode(byte[] @Nullable [] fields) {
            throw new ValueCodecException("a text that cannot be decoded");
        }

        @Override
        public @Nullable String lossOf(Object value, byte[] @Nullable [] fields) {
            return null;
        }
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
