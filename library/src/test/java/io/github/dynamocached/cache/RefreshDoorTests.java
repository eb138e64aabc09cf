package io.github.dynamocached.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.Outcome;
import io.github.dynamocached.Outcome.Source;
import io.github.dynamocached.cache.ControlledEntryStore.Kind;
import io.github.dynamocached.load.FillCheck;
import io.github.dynamocached.load.LoadContext;
import io.github.dynamocached.load.Loader;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules of the protocol hold for what a background refresh loads. Here it runs within the read that asks for it. */
class RefreshDoorTests extends OutboxFixture {

    private static final Duration TTL = Duration.ofSeconds(1);
    private static final ReadOperation STALE =
            new ReadOperation("Users.find(String)", new TextCodec(), TTL, Duration.ofMinutes(1), FillCheck.NONE);

    /** Loads how it was asked to, also in the background. */
    private static final Loader ASKED = new Loader() {
        @Override
        public CompletionStage<@Nullable Object> load() {
            LoadContext load = LoadContext.current();
            boolean consistent = load != null && load.isConsistent();
            return CompletableFuture.completedFuture(consistent ? "consistent" : "eventual");
        }

        @Override
        public Loader forRefresh() {
            return this;
        }
    };

    private CompletionStage<Outcome> reading() {
        return cache.readAsync(STALE, slot, ASKED, Runnable::run);
    }

    private Outcome refreshed() {
        return Stages.await(reading());
    }

    @BeforeEach
    void becomeStale() {
        Loader old = () -> CompletableFuture.completedFuture("old");
        assertThat(Stages.await(cache.readAsync(STALE, slot, old, Runnable::run)))
                .isEqualTo(loaded(Source.MISS, "old"));
        server.advance(TTL);
    }

    private void assertRefreshedFrom(String old, String value) {
        assertThat(refreshed()).isEqualTo(new Outcome(Source.STALE, old, TTL.toMillis()));
        assertThat(refreshed()).isEqualTo(loaded(Source.HIT, value));
    }

    @Test
    void eventualCacheIsRefreshedEventually() {
        assertRefreshedFrom("old", "eventual");
    }

    @Test
    void strictCacheIsRefreshedConsistently() {
        cache.expectEvictions();
        assertRefreshedFrom("old", "consistent");
    }

    /** A put is a write whose value is there to be refreshed within its hold-off. */
    @Test
    void eventualCacheIsRefreshedConsistentlySoonAfterAWrite() {
        assertThat(cache.beginPut(STALE, slot).store("put")).isTrue();
        server.advance(TTL);
        assertRefreshedFrom("put", "consistent");
    }

    @ParameterizedTest
    @EnumSource
    void keyOfPendingEvictionIsNotRefreshed(WriteDoor write) {
        int acquired = store.calls(Kind.ACQUIRE);
        failWritesOf(write);
        assertThat(write.write(cache, slot)).isFalse();

        assertThat(refreshed()).isEqualTo(loaded(Source.BYPASS, "consistent"));

        assertThat(store.calls(Kind.ACQUIRE)).isEqualTo(acquired);
    }

    @Test
    void keyWhoseEvictionFailsDuringItsLookupIsNotRefreshed() {
        int acquired = store.calls(Kind.ACQUIRE);
        HeldCommand lookup = store.holdReplyOfNext(Kind.READ);
        CompletionStage<Outcome> read = reading();
        lookup.awaitArrival();
        fail(slot);

        lookup.reply();

        assertThat(Stages.await(read)).isEqualTo(loaded(Source.BYPASS, "consistent"));
        assertThat(store.calls(Kind.ACQUIRE)).isEqualTo(acquired);
    }

    @Test
    void evictionThatFailsDuringARefreshIsPendingAfterIt() {
        CompletableFuture<@Nullable Object> load = new CompletableFuture<>();
        Loader failing = new Loader() {
            @Override
            public CompletionStage<@Nullable Object> load() {
                fail(slot);
                load.complete("from before the write");
                return load;
            }

            @Override
            public Loader forRefresh() {
                return this;
            }
        };
        assertThat(Stages.await(cache.readAsync(STALE, slot, failing, Runnable::run))
                        .source())
                .isEqualTo(Source.STALE);
        assertThat(load).isDone();
        assertThat(cache.outbox().queued()).isEqualTo(1);
        assertThat(refreshed()).isEqualTo(loaded(Source.BYPASS, "consistent"));
        timing.pass(REST);
        assertThat(cache.outbox().queued()).isZero();
        assertThat(refreshed()).isEqualTo(loaded(Source.MISS, "consistent"));
    }

    private void failWritesOf(WriteDoor write) {
        if (write == WriteDoor.PUT) {
            store.failNext(Kind.FILL);
        }
        List.of(Kind.EVICT, Kind.EVICT).subList(0, write.keys()).forEach(store::failNext);
    }
}
