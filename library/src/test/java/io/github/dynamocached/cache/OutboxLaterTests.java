package io.github.dynamocached.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.Outcome.Source;
import io.github.dynamocached.cache.ControlledEntryStore.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Evictions that become pending at a later moment, because a write may still land until then. */
class OutboxLaterTests extends OutboxFixture {

    private void evictUnknown() {
        assertThat(cache.beginWrite(List.of(slot.key())).evictUnknown()).isTrue();
    }

    @Test
    void laterEvictionThatFailsIsRepeated() {
        evictUnknown();
        store.failNext(Kind.EVICT);
        timing.pass(Duration.ofSeconds(15));
        assertThat(cache.outbox().queued()).isEqualTo(1);
        assertThat(cache.owesEvictions()).isTrue();
        assertThat(read()).isEqualTo(loaded(Source.BYPASS, "old"));
        timing.pass(REST);
        assertThat(cache.outbox().queued()).isZero();
        assertThat(cache.owesEvictions()).isFalse();
    }

    @Test
    void laterEvictionsOfOneKeyBecomeTheFirstAndTheLast() {
        for (int second = 0; second < 10; second++) {
            evictUnknown();
            timing.pass(Duration.ofSeconds(1));
        }
        timing.pass(Duration.ofSeconds(5));
        assertThat(store.calls(Kind.EVICT)).isEqualTo(11);
        timing.pass(Duration.ofMillis(8_999));
        assertThat(store.calls(Kind.EVICT)).isEqualTo(11);
        timing.pass(Duration.ofMillis(1));
        assertThat(store.calls(Kind.EVICT)).isEqualTo(12);
        timing.pass(Duration.ofHours(1));
        assertThat(store.calls(Kind.EVICT)).isEqualTo(12);
    }

    @Test
    void writeOfUnknownOutcomeIsEvictedOnceMoreWhenItCanLandNoMore() {
        evictUnknown();
        assertThat(read()).isEqualTo(loaded(Source.MISS, "old"));
        database.write("landed late");
        timing.pass(Node.SETTINGS.fence().minusMillis(1));
        assertThat(read()).isEqualTo(loaded(Source.HIT, "old"));
        timing.pass(Duration.ofMillis(1));
        assertThat(read()).isEqualTo(loaded(Source.MISS, "landed late"));
    }

    @Test
    void writeOfUnknownOutcomeBehindItsFenceIsNotEvictedOnceMore() {
        assertThat(fenced.beginWrite(List.of(slot.key())).evictUnknown()).isTrue();
        timing.pass(Duration.ofHours(1));
        assertThat(store.calls()).containsExactly(Kind.BEGIN, Kind.EVICT);
    }

    @Test
    void writeWhoseAnnouncementFailedIsEvictedTwice() {
        store.failReplyOfNext(Kind.BEGIN);
        HeldCommand first = store.repeatNext(Kind.EVICT);
        HeldCommand second = store.holdNext(Kind.EVICT);
        assertThat(fenced.beginWrite(List.of(slot.key())).evict()).isTrue();
        assertThat(first.hasArrived()).isTrue();
        assertThat(fenced.outbox().queued()).isEqualTo(1);
        second.release();
        assertThat(fenced.outbox().queued()).isZero();
    }

    @Test
    void writeOfUnknownOutcomeWhoseAnnouncementFailedIsEvictedOnceMoreWhenItCanLandNoMore() {
        store.failNext(Kind.BEGIN);
        assertThat(fenced.beginWrite(List.of(slot.key())).evictUnknown()).isTrue();
        timing.pass(Node.SETTINGS.fence());
        assertThat(store.calls()).containsExactly(Kind.BEGIN, Kind.EVICT, Kind.EVICT);
    }
}
