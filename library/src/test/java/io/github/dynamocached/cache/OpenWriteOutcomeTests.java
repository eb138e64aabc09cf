package io.github.dynamocached.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CapturedLog;
import io.github.dynamocached.Outcome.Source;
import io.github.dynamocached.cache.ControlledEntryStore.Kind;
import io.github.dynamocached.store.SeenWrite;
import io.github.dynamocached.store.WriteOutcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the outcomes of writes evict that the cache only sees, and what is logged if Redis does not acknowledge that. */
class OpenWriteOutcomeTests extends OutboxFixture {

    private static final Duration FENCE = Node.SETTINGS.fence();
    private static final String NOT_ACKNOWLEDGED =
            "WARN Cache 'users': Redis did not acknowledge the eviction after an SDK write to its table. It is queued and"
                    + " retried. Until it succeeds, other nodes may return the old value. Check why Redis does not answer."
                    + " Further failures are logged at debug level until one succeeds.";

    @RegisterExtension
    final CapturedLog log = new CapturedLog(OpenWrites.class.getName());

    private SeenWrite open() {
        return cache.openWrite(List.of(slot.key(), slot.key()));
    }

    private SeenWrite openFenced() {
        return fenced.openWrite(List.of(slot.key()));
    }

    private int fences() {
        return caches.look(slot.key()).fences();
    }

    private static boolean is(CompletionStage<Boolean> acknowledged) {
        return acknowledged.toCompletableFuture().join();
    }

    /** Its caller may read at once, on this node, and must not wait for Redis. */
    @ParameterizedTest
    @EnumSource(names = {"WRITTEN", "CONDITION_FAILED", "UNKNOWN"})
    void readsAfterAnOwedEndBypassTheCacheUntilItsEvictionIsAcknowledged(WriteOutcome outcome) {
        read();
        SeenWrite write = open();
        database.write("new");
        HeldCommand eviction = store.holdNext(Kind.EVICT);
        write.owe(outcome);
        assertThat(read()).isEqualTo(loaded(Source.BYPASS, "new"));
        eviction.release();
        assertThat(read()).isEqualTo(loaded(Source.MISS, "new"));
    }

    @Test
    void unknownEndThatIsOwedEvictsOnceMoreWhenTheWriteCanLandNoMore() {
        open().owe(WriteOutcome.UNKNOWN);
        read();
        database.write("landed late");
        timing.pass(FENCE);
        assertThat(read()).isEqualTo(loaded(Source.MISS, "landed late"));
    }

    @Test
    void failedConditionEvictsOnceAlsoInAFencedCache() {
        for (SeenWrite write : List.of(open(), openFenced())) {
            int evictions = store.calls(Kind.EVICT);
            assertThat(is(write.evict(WriteOutcome.CONDITION_FAILED))).isTrue();
            assertThat(store.calls(Kind.EVICT)).isEqualTo(evictions + 1);
        }
        assertThat(fences()).isZero();
    }

    @Test
    void firstEvictionThatIsNotAcknowledgedIsLoggedAndTheFirstOneAfterASuccess() {
        store.failNext(Kind.EVICT);
        assertThat(is(open().evict(WriteOutcome.WRITTEN))).isFalse();
        store.failNext(Kind.EVICT);
        open().owe(WriteOutcome.UNKNOWN);
        assertThat(log.lines()).containsExactly(NOT_ACKNOWLEDGED);
        assertThat(is(open().evict(WriteOutcome.WRITTEN))).isTrue();
        store.failNext(Kind.EVICT);
        open().owe(WriteOutcome.CONDITION_FAILED);
        assertThat(log.lines()).containsExactly(NOT_ACKNOWLEDGED, NOT_ACKNOWLEDGED);
    }
}
