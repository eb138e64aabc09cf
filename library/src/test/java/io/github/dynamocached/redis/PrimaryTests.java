package io.github.dynamocached.redis;

import static io.github.dynamocached.cache.Stages.await;
import static io.github.dynamocached.cache.Stages.awaitFailure;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PrimaryTests {

    private static final PrimaryView FOUND = new PrimaryView("run1", 5_000, new ClockEstimate(0, 10, 20));

    private final List<CompletableFuture<PrimaryView>> probes = new ArrayList<>();
    private final Primary primary = new Primary(() -> {
        CompletableFuture<PrimaryView> probe = new CompletableFuture<>();
        probes.add(probe);
        return probe;
    });

    @Test
    void startIsRoundedUpToWholeSecond() {
        assertThat(PrimaryView.startMillis(100_999_999, 40)).isEqualTo(61_000);
        assertThat(PrimaryView.startMillis(101_000_000, 40)).isEqualTo(62_000);
    }

    @Test
    void earlierStartOfSameProcessCounts() {
        PrimaryView later = new PrimaryView("run1", 6_000, new ClockEstimate(0, 15, 25));

        assertThat(FOUND.with(later)).isEqualTo(new PrimaryView("run1", 5_000, new ClockEstimate(0, 15, 21)));
        assertThat(later.with(FOUND).startMillis()).isEqualTo(5_000);
    }

    @Test
    void otherProcessCountsAlone() {
        PrimaryView other = new PrimaryView("run2", 9_000, new ClockEstimate(0, 15, 25));

        assertThat(FOUND.with(other)).isEqualTo(other);
    }

    @Test
    void nothingIsKnownAtFirst() {
        assertThat(primary.view()).isNull();
        assertThat(primary.start()).hasToString("9007199254740991");
    }

    @Test
    void firstProbeIsShared() {
        CompletableFuture<PrimaryView> first = primary.known();
        CompletableFuture<PrimaryView> second = primary.known();
        assertThat(probes).hasSize(1);

        probes.get(0).complete(FOUND);

        assertThat(await(first)).isEqualTo(FOUND);
        assertThat(await(second)).isEqualTo(FOUND);
        assertThat(await(primary.known())).isEqualTo(FOUND);
        assertThat(primary.view()).isEqualTo(FOUND);
        assertThat(primary.start()).hasToString("5000");
        assertThat(probes).hasSize(1);
    }

    @Test
    void waiterThatIsCancelledCancelsNobodyElse() {
        CompletableFuture<PrimaryView> cancelled = primary.known();
        CompletableFuture<PrimaryView> other = primary.known();
        assertThat(cancelled.cancel(true)).isTrue();

        probes.get(0).complete(FOUND);

        assertThat(await(other)).isEqualTo(FOUND);
    }

    @Test
    void failedProbeIsRepeatedByNextRead() {
        CompletableFuture<PrimaryView> first = primary.known();
        probes.get(0).completeExceptionally(RedisUnavailableException.notConnected("INFO"));
        assertThat(awaitFailure(first)).isInstanceOf(RedisUnavailableException.class);

        CompletableFuture<PrimaryView> second = primary.known();
        probes.get(1).complete(FOUND);

        assertThat(await(second)).isEqualTo(FOUND);
    }

    @Test
    void changeOfConnectionForgets() {
        CompletableFuture<PrimaryView> known = primary.known();
        probes.get(0).complete(FOUND);
        assertThat(await(known)).isEqualTo(FOUND);

        primary.forget();

        assertThat(primary.view()).isNull();
        assertThat(primary.start()).hasToString("9007199254740991");
    }

    @Test
    void probeOfFormerConnectionIsNotBelieved() {
        CompletableFuture<PrimaryView> before = primary.known();
        primary.forget();
        CompletableFuture<PrimaryView> after = primary.known();

        probes.get(0).complete(FOUND);
        assertThat(awaitFailure(before))
                .hasMessage("INFO or TIME has no answer that can be trusted: the connection to Redis was replaced"
                        + " meanwhile.");
        assertThat(primary.view()).isNull();

        PrimaryView young = new PrimaryView("run2", 9_000, new ClockEstimate(0, 15, 25));
        probes.get(1).complete(young);
        assertThat(await(after)).isEqualTo(young);
        assertThat(primary.view()).isEqualTo(young);
    }

    @Test
    void laterProbeOfSameProcessTightensWhatIsKnown() {
        CompletableFuture<PrimaryView> known = primary.known();
        probes.get(0).complete(FOUND);
        assertThat(await(known)).isEqualTo(FOUND);

        CompletableFuture<PrimaryView> again = primary.probe();
        probes.get(1).complete(new PrimaryView("run1", 4_000, new ClockEstimate(0, 15, 25)));

        assertThat(await(again)).isEqualTo(primary.view());
        assertThat(primary.view()).isEqualTo(new PrimaryView("run1", 4_000, new ClockEstimate(0, 15, 21)));
    }

    @Test
    void failedLaterProbeLeavesWhatIsKnown() {
        CompletableFuture<PrimaryView> known = primary.known();
        probes.get(0).complete(FOUND);
        assertThat(await(known)).isEqualTo(FOUND);

        CompletableFuture<PrimaryView> again = primary.probe();
        probes.get(1).completeExceptionally(RedisUnavailableException.notConnected("INFO"));

        assertThat(awaitFailure(again)).isInstanceOf(RedisUnavailableException.class);
        assertThat(primary.view()).isEqualTo(FOUND);
    }
}
