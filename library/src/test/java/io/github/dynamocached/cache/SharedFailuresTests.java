package io.github.dynamocached.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.Outcome;
import io.github.dynamocached.Outcome.Source;
import io.github.dynamocached.cache.ControlledEntryStore.Kind;
import io.github.dynamocached.load.Loader;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of calls that take a load which fails, or whose value cannot be shared. */
class SharedFailuresTests extends SharedLoadsFixture {

    @Test
    void failureIsSharedByAllWhoWaitForIt() {
        CompletableFuture<Outcome> first = readWithoutServer();
        CompletableFuture<Outcome> second = readWithoutServer();
        CompletableFuture<Outcome> third = readWithoutServer();
        timing.pass(LOAD);
        Exception failure = new IllegalStateException("the table is gone");
        fail(1, failure);
        assertThat(Stages.awaitFailure(second)).isSameAs(failure);
        assertThat(Stages.awaitFailure(third)).isSameAs(failure);
        assertThat(first).isNotDone();
        assertThat(loads).hasSize(2);
    }

    @Test
    void failureThatConcernsOnlyTheLeaderLetsTheOthersGoAgainWithOneLoad() {
        for (Throwable own : List.of(new CancellationException(), new StackOverflowError(), new AssertionError())) {
            loads.clear();
            CompletableFuture<Outcome> first = readWithoutServer();
            CompletableFuture<Outcome> second = readWithoutServer();
            CompletableFuture<Outcome> third = readWithoutServer();
            CompletableFuture<Outcome> fourth = readWithoutServer();
            timing.pass(Duration.ofSeconds(1));
            fail(1, own);
            assertThat(second).isCompletedExceptionally();
            timing.pass(Duration.ofSeconds(1));
            assertThat(loads).hasSize(3);
            end(2, "value");
            assertValue(third, "value");
            assertValue(fourth, "value");
            end(0, "value");
            assertValue(first, "value");
        }
    }

    /** An error that comes again and again: nobody waits for more than two of them. */
    @Test
    void callerThatHasGoneAgainInVainLoadsForItself() {
        for (int i = 0; i < 5; i++) {
            var unused = readWithoutServer();
        }
        timing.pass(LOAD);
        fail(1, new AssertionError());
        timing.pass(LOAD.multipliedBy(2));
        assertThat(loads).hasSize(3);
        fail(2, new AssertionError());
        assertThat(loads).hasSize(5);
    }

    /** Its own lookup has found the entry, which is all that this needs. */
    @Test
    void callOfAKeyThatCouldNotBeStoredIsAnsweredWithItsExpiredEntryDuringAnOutage() {
        CompletableFuture<Outcome> stored = read();
        end(0, "old");
        assertThat(stored.join().source()).isEqualTo(Source.MISS);
        server.advance(settings().ttl().plusMillis(1));
        CompletableFuture<Outcome> unwanted = read(unstorable());
        end(1, "unwanted");
        assertThat(unwanted.join().source()).isEqualTo(Source.MISS);
        CompletableFuture<Outcome> failing = read(unstorable());
        fail(2, new TimeoutException());
        assertThat(Stages.await(failing).source()).isEqualTo(Source.STALE);
        assertThat(failing.join().value()).isEqualTo("old");
    }

    @Test
    void valueThatCannotBeEncodedIsSharedWithNobody() {
        CompletableFuture<Outcome> first = readWithoutServer();
        CompletableFuture<Outcome> second = readWithoutServer();
        CompletableFuture<Outcome> third = readWithoutServer();
        CompletableFuture<Outcome> fourth = readWithoutServer();
        timing.pass(LOAD);
        end(1, "broken");
        assertValue(second, "broken");
        assertThat(loads).hasSize(4);
        CompletableFuture<Outcome> fifth = readWithoutServer();
        assertThat(loads).hasSize(5);
        for (int load : List.of(0, 2, 3, 4)) {
            end(load, "broken");
        }
        List.of(first, third, fourth, fifth).forEach(call -> assertValue(call, "broken"));
    }

    @Test
    void valueThatMayBelongToAnotherKeyIsSharedWithNobody() {
        CompletableFuture<Outcome> first = readWithoutServer();
        store.failNext(Kind.READ);
        CompletableFuture<Outcome> moved = read(new Loader() {
            @Override
            public CompletionStage<@Nullable Object> load() {
                return SharedFailuresTests.this.load();
            }

            @Override
            public boolean isFor(Slot asked) {
                return false;
            }
        });
        CompletableFuture<Outcome> third = readWithoutServer();
        timing.pass(LOAD);
        end(1, "of another key");
        assertValue(moved, "of another key");
        timing.pass(LOAD);
        assertThat(loads).hasSize(3);
        end(2, "value");
        assertValue(third, "value");
        assertThat(first).isNotDone();
    }
}
