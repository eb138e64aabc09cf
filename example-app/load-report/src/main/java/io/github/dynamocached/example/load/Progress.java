package io.github.dynamocached.example.load;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;

/** A line for each step, with the time that is left. */
final class Progress {

    private final PrintStream output;
    private final Instant end;
    private final int steps;
    private int step;

    Progress(PrintStream output, Plan plan) {
        this.output = output;
        this.end = Instant.now().plus(plan.whole());
        this.steps = plan.steps();
    }

    void step(String what) {
        step++;
        Duration left = Duration.between(Instant.now(), end);
        output.printf("[%2d/%d, about %d s left] %s%n", step, steps, Math.max(0, left.toSeconds()), what);
        output.flush();
    }
}
