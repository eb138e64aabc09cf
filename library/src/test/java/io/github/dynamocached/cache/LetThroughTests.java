package io.github.dynamocached.cache;

import static io.github.dynamocached.cache.Stages.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A caller that waited in vain for another one's load in a strict cache loads consistently, as any other does. */
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
