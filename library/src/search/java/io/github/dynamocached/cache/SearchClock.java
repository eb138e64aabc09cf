package io.github.dynamocached.cache;

import io.github.dynamocached.command.Timing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The clock and the timer of one node, under the search's control. Every look at the clock sees a later moment. A timer
 * goes off in time, or so late that every wait is over. The clocks of nodes and server have nothing to do with each
 * other.
 */
final class SearchClock implements Timing {

    private static final long EVER = Duration.ofDays(1).toNanos();

    private final SearchClient client;
    private final int polls;
    private final boolean mayBeLate;
    private final List<Timer> timers = new ArrayList<>();
    private final List<Timer> vanished = new ArrayList<>();
    private long now = 1;
    private int started;
    private boolean immediate;
    private boolean ended;

    private record Timer(int number, long nanos, CompletableFuture<Void> end) {}

    /**
     * @param polls how many timers go off in time while others could act instead
     * @param mayBeLate whether timers may go off so late that a wait is over
     */
    SearchClock(SearchClient client, int polls, boolean mayBeLate) {
        this.client = client;
        this.polls = polls;
        this.mayBeLate = mayBeLate;
    }

    @Override
    public long nanos() {
        return ++now;
    }

    /** The present moment, which stays the same. */
    long now() {
        return now;
    }

    @Override
    public CompletableFuture<Void> after(long nanos) {
        Timer timer = new Timer(++started, nanos, new CompletableFuture<>());
        if (immediate) {
            now += EVER;
            timer.end.complete(null);
        } else if (!ended) {
            timers.add(timer);
        }
        return timer.end;
    }

    /** Only the search gives a command up, and lets nobody lose patience with a flight. */
    @Override
    public void limit(CompletableFuture<?> future, long nanos) {}

    void addSteps(List<SearchStep> steps) {
        for (Timer timer : timers) {
            boolean patient = timer.number > polls;
            if (!patient || !mayBeLate) {
                steps.add(new SearchStep(
                        patient ? SearchStep.Need.RELUCTANT : SearchStep.Need.NEEDED,
                        () -> client.name() + " timer " + timer.number + " goes off",
                        () -> goOff(timer, timer.nanos, "")));
            }
            if (mayBeLate) {
                steps.add(SearchStep.needed(
                        () -> client.name() + " timer " + timer.number + " goes off when the wait is over",
                        () -> goOff(timer, EVER, " late")));
            }
        }
    }

    private void goOff(Timer timer, long passed, String how) {
        timers.remove(timer);
        now += passed;
        client.sees("timer " + timer.number + how);
        timer.end.complete(null);
    }

    void becomeImmediate() {
        immediate = true;
    }

    /** Lets everybody go on who waits, and nobody who waits later: all his commands fail, and he would wait again. */
    void end() {
        ended = true;
        immediate = false;
        crash();
        vanished.forEach(timer -> timer.end.complete(null));
    }

    void crash() {
        vanished.addAll(timers);
        timers.clear();
    }
}
