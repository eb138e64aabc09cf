package io.github.dynamocached.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.Budgets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Turns to load, and who gets them. */
class LoadLimitTests {

    private static final Duration PATIENT = Duration.ofHours(1);

    private final LoadLimit limit = new LoadLimit(2);
    private final List<CompletableFuture<String>> loads = new ArrayList<>();

    private CompletableFuture<String> load(Duration patience) {
        return limit.within(patience, () -> {
            CompletableFuture<String> load = new CompletableFuture<>();
            synchronized (loads) {
                loads.add(load);
            }
            return load;
        });
    }

    private void begin(Duration patience) {
        var unused = load(patience);
    }

    private int begun() {
        synchronized (loads) {
            return loads.size();
        }
    }

    private void end(int load) {
        synchronized (loads) {
            loads.get(load).complete("value");
        }
    }

    @Test
    void loadBeyondTheLimitBeginsWhenOneEnds() {
        CompletableFuture<String> first = load(PATIENT);
        begin(PATIENT);
        CompletableFuture<String> third = load(PATIENT);
        assertThat(begun()).isEqualTo(2);
        end(0);
        assertThat(first.join()).isEqualTo("value");
        await().until(() -> begun() == 3);
        CompletableFuture<String> fourth = load(PATIENT);
        assertThat(begun()).isEqualTo(3);
        end(2);
        assertThat(third.join()).isEqualTo("value");
        await().until(() -> begun() == 4);
        assertThat(fourth).isNotDone();
    }

    @Test
    void failedLoadEndsItsTurnToo() {
        begin(PATIENT);
        begin(PATIENT);
        begin(PATIENT);
        loads.get(0).completeExceptionally(new IllegalStateException());
        await().until(() -> begun() == 3);
    }

    @Test
    void loadWhosePatienceIsOverGoesWithoutATurnAndLeavesNone() {
        begin(PATIENT);
        begin(PATIENT);
        begin(Duration.ofMillis(1));
        await().until(() -> begun() == 3);
        CompletableFuture<String> fourth = load(PATIENT);
        end(2);
        assertThat(begun()).isEqualTo(3);
        end(0);
        await().until(() -> begun() == 4);
        assertThat(fourth).isNotDone();
    }

    @Test
    void withoutPatienceNobodyWaits() {
        begin(PATIENT);
        begin(PATIENT);
        begin(Duration.ZERO);
        await().until(() -> begun() == 3);
    }

    @Test
    void zeroIsNoLimit() {
        LoadLimit none = new LoadLimit(0);
        for (int i = 0; i < 100; i++) {
            CompletableFuture<Integer> begun = none.within(PATIENT, CompletableFuture::new);
            assertThat(begun).isNotDone();
        }
        assertThat(none.within(PATIENT, () -> CompletableFuture.completedFuture("value")))
                .isCompletedWithValue("value");
    }

    @Test
    void callThatThrowsEndsItsTurn() throws Throwable {
        LoadLimit one = new LoadLimit(1);
        assertThatThrownBy(() -> one.call(PATIENT, () -> {
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(one.<String>call(PATIENT, () -> "value")).isEqualTo("value");
    }

    @Test
    void numberOutOfRangeIsRefused() {
        assertThatThrownBy(() -> Budgets.DEFAULT.withLoads(-1))
                .hasMessage("load-limit is -1. Use a number from 0 to 100000.");
        assertThatThrownBy(() -> Budgets.DEFAULT.withLoads(100_001))
                .hasMessage("load-limit is 100001. Use a number from 0 to 100000.");
    }
}
