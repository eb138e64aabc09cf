package io.github.dynamocached.cache;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Runs a few shadow loads at once. Loads that continue a comparison wait for their turn, because what was found so far would be
 * lost. There are only as many of them as comparisons wait.
 */
final class ShadowLoads {

    private final Executor executor;
    private final int most;
    private final Queue<Turn> waiting = new ArrayDeque<>();
    private int running;

    /** What has its turn. */
    interface Turn {

        /** Loads, on a thread of the executor. Never throws. */
        void load();

        /** There is no thread. */
        void refused();
    }

    ShadowLoads(Executor executor, int most) {
        this.executor = executor;
        this.most = most;
    }

    /** Begins a load now. False if there are as many as may be. */
    boolean begin(Turn turn) {
        synchronized (this) {
            if (running >= most) {
                return false;
            }
            running++;
        }
        run(turn);
        return true;
    }

    /** Begins a load now, or when another one ends. */
    void beginInTurn(Turn turn) {
        synchronized (this) {
            if (running >= most) {
                waiting.add(turn);
                return;
            }
            running++;
        }
        run(turn);
    }

    private void run(Turn turn) {
        try {
            executor.execute(() -> {
                try {
                    turn.load();
                } finally {
                    next();
                }
            });
        } catch (RejectedExecutionException rejected) {
            turn.refused();
            next();
        }
    }

    private void next() {
        Turn turn = nextInTurn();
        if (turn != null) {
            run(turn);
        }
    }

    private synchronized @Nullable Turn nextInTurn() {
        Turn turn = waiting.poll();
        running -= turn == null ? 1 : 0;
        return turn;
    }
}
