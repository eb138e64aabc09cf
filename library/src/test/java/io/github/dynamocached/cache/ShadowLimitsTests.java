package io.github.dynamocached.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.ShadowResult;
import io.github.dynamocached.load.DynamoDbRead;
import io.github.dynamocached.load.Loader;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What shadow verification may cost, and when it stops. */
class ShadowLimitsTests extends ShadowFixture {

    private static final Duration WHOLE = SECOND_LOOK.plus(FENCE);

    private static List<ShadowResult> times(int count, ShadowResult result) {
        return Collections.nCopies(count, result);
    }

    @Test
    void healingStopsWhereNearlyEveryValueIsWrongUntilOneIsRight() {
        for (int i = 1; i <= ShadowedMethod.IN_A_ROW; i++) {
            becomeWrong(i);
            assertThat(isCached()).as("healed %d times", i).isFalse();
        }
        assertThat(logs.list).hasSize(2);
        assertThat(logs.list.get(1).getFormattedMessage()).contains("Look for the code that writes");
        becomeWrong(11);
        assertThat(isCached()).isTrue();
        assertThat(results).isEqualTo(times(11, ShadowResult.WRONG));
        refill(slot, "new 11");
        sample();
        assertThat(results).endsWith(ShadowResult.RIGHT);
        becomeWrong(12);
        assertThat(isCached()).isFalse();
    }

    private void becomeWrong(int version) {
        fill(slot);
        database.write("new " + version);
        sample();
        pass(WHOLE);
    }

    @Test
    void methodThatIsIncomparableTenTimesIsLeftAloneForAnHour() {
        fill(slot);
        for (int i = 0; i < 15; i++) {
            sample(slot, () -> "old");
        }
        assertThat(results).isEqualTo(times(10, ShadowResult.UNVERIFIABLE));
        assertThat(logs.list)
                .singleElement()
                .satisfies(line -> assertThat(line.getFormattedMessage()).contains("for an hour"));
        pass(Duration.ofHours(1));
        earn(1_000);
        sample();
        assertThat(results).hasSize(11).endsWith(ShadowResult.RIGHT);
    }

    @Test
    void throttledLoadStopsAllForAMinute() {
        fill(slot);
        fill(slot(2));
        sample(slot, loaderOfFailure(new TimeoutException("throttled")));
        sample(slot(2), this::consistentLoad);
        assertThat(results).containsExactly(ShadowResult.UNVERIFIABLE, ShadowResult.DROPPED);
        pass(Duration.ofMinutes(1));
        earn(1_000);
        sample();
        assertThat(results).endsWith(ShadowResult.RIGHT);
    }

    @Test
    void failingLoadStopsNothing() {
        fill(slot);
        sample(slot, loaderOfFailure(new IllegalStateException("the table is gone")));
        sample();
        assertThat(results).containsExactly(ShadowResult.UNVERIFIABLE, ShadowResult.RIGHT);
    }

    private static Loader loaderOfFailure(Exception failure) {
        return () -> CompletableFuture.failedFuture(failure);
    }

    @Test
    void loadsConsumeNoMoreThanTheirShareOfWhatHitsHaveSaved() {
        shadowWith(SETTINGS.shadow().withMaxShare(0.1));
        expectEvictions();
        fillFor(2);
        for (int i = 0; i < 1_000; i++) {
            sample(slot, () -> load(2));
        }
        long loads = results.stream().filter(ShadowResult.RIGHT::equals).count();
        assertThat(loads).isBetween(95L, 100L);
        assertThat(results).hasSize(1_000);
    }

    @Test
    void whatWasSavedAMinuteAgoCountsNoMore() {
        shadowWith(SETTINGS.shadow());
        expectEvictions();
        fillFor(2);
        earn(1_000);
        sample(slot, () -> load(2));
        pass(Duration.ofSeconds(61));
        sample(slot, () -> load(2));
        assertThat(results).containsExactly(ShadowResult.RIGHT, ShadowResult.DROPPED);
    }

    private void fillFor(int halves) {
        try {
            cache.read(operation, slot, () -> load(halves));
        } catch (Throwable failure) {
            throw new AssertionError(failure);
        }
    }

    private @Nullable String load(int halves) {
        DynamoDbRead read = DynamoDbRead.begin();
        read.cost(halves / 2.0);
        read.end(true);
        return database.load();
    }

    @Test
    void onlySoManyLoadsRunAtOnceAndSecondLoadsGoFirst() {
        CompletableFuture<@Nullable Object> held = new CompletableFuture<>();
        ShadowLoads loads = new ShadowLoads(task -> new Thread(task).start(), 1);
        CompletableFuture<String> first = new CompletableFuture<>();
        CompletableFuture<String> second = new CompletableFuture<>();
        assertThat(loads.begin(turn(() -> {
                    held.join();
                    first.complete("ended");
                })))
                .isTrue();
        assertThat(loads.begin(turn(() -> {}))).isFalse();
        loads.beginInTurn(turn(() -> second.complete(first.isDone() ? "after the first" : "at once")));
        assertThat(second).isNotDone();
        held.complete(null);
        assertThat(Stages.await(second)).isEqualTo("after the first");
    }

    private static ShadowLoads.Turn turn(Runnable load) {
        return new ShadowLoads.Turn() {
            @Override
            public void load() {
                load.run();
            }

            @Override
            public void refused() {
                throw new AssertionError("refused");
            }
        };
    }

    @Test
    void oneHitOfASlotIsComparedAtATime() {
        fill(slot);
        database.write("new");
        sample();
        sample();
        pass(WHOLE);
        assertThat(results).containsExactly(ShadowResult.WRONG);
    }

    @Test
    void noMoreThanAThousandComparisonsWait() {
        database.write("old");
        int more = 3;
        for (int i = 0; i < ShadowReads.MOST_WAITING + more; i++) {
            fill(slot(i));
        }
        database.write("new");
        for (int i = 0; i < ShadowReads.MOST_WAITING + more; i++) {
            sample(slot(i), this::consistentLoad);
        }
        assertThat(results).isEqualTo(times(more, ShadowResult.DROPPED));
        pass(WHOLE);
        assertThat(results).hasSize(ShadowReads.MOST_WAITING + more);
        fill(slot(5_000), "old");
        sample(slot(5_000), this::consistentLoad);
        pass(WHOLE);
        assertThat(results).endsWith(ShadowResult.WRONG);
    }

    @Test
    void withoutARateNothingIsSampled() {
        shadowWith(SETTINGS.shadow().withSampleRate(0));
        fill(slot);
        assertThat(shadows.takes(Stages.await(store.read(slot, operation.format(), false))))
                .isFalse();
    }
}
