package io.github.dynamocached.breaker;

/** The latest outcomes of commands since the first failure. Guarded by its breaker. */
final class LatestOutcomes {

    private final BreakerSettings settings;
    private final boolean[] failed;
    private int next;
    private int size;
    private int failures;

    LatestOutcomes(BreakerSettings settings) {
        this.settings = settings;
        this.failed = new boolean[settings.window()];
    }

    void add(boolean isFailure) {
        if (size < failed.length) {
            size++;
        } else if (failed[next]) {
            failures--;
        }
        failed[next] = isFailure;
        next = (next + 1) % failed.length;
        failures += isFailure ? 1 : 0;
        if (failures == 0) {
            clear();
        }
    }

    boolean hasFailures() {
        return failures > 0;
    }

    boolean isBad() {
        return size >= settings.minimumCalls() && (double) failures / size >= settings.failureRate();
    }

    void clear() {
        next = 0;
        size = 0;
        failures = 0;
    }
}
