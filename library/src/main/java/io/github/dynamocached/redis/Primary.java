package io.github.dynamocached.redis;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What this node knows of one primary, and whether it may still believe it.
 *
 * <p>A server that was restarted from a snapshot holds values that were evicted since, so no answer may be judged by what
 * was known of the process before. Every connection that opens or breaks makes this node forget, on the event loop of
 * that connection and before any command is written to it. While nothing is known, the first read makes one probe that
 * all others share. A probe counts only if no connection changed while it was under way.
 *
 * <p>A script is told the start of the primary as {@link #start()}, which is turned into text on the event loop at the
 * moment of writing: a command that was prepared for the old process and is written to the new one says so itself.
 */
final class Primary {

    /** The start of a process of which nothing is known: everything it holds is older. */
    private static final String UNKNOWN_START = "9007199254740991";

    private final Supplier<CompletionStage<PrimaryView>> prober;
    private final Object start = new Object() {
        @Override
        public String toString() {
            PrimaryView known = view;
            return known == null ? UNKNOWN_START : Long.toString(known.startMillis());
        }
    };

    private volatile @Nullable PrimaryView view;
    private @Nullable CompletableFuture<PrimaryView> probing;
    private long changes;

    /**
     * A primary of which nothing is known.
     *
     * @param prober asks the primary over the connection that is open
     */
    Primary(Supplier<CompletionStage<PrimaryView>> prober) {
        this.prober = prober;
    }

    /** What is known, null for nothing. */
    @Nullable
    PrimaryView view() {
        return view;
    }

    /** An argument of a script whose text is the start of the process that the command is written to. */
    Object start() {
        return start;
    }

    /** A connection to the primary opened or broke. */
    synchronized void forget() {
        changes++;
        view = null;
        probing = null;
    }

    /** What is known, or what a probe finds; fails if the probe fails. Cancelling it cancels nothing else. */
    CompletableFuture<PrimaryView> known() {
        PrimaryView known = view;
        return known == null ? probe().copy() : CompletableFuture.completedFuture(known);
    }

    /** Asks again, and adds the answer to what is known. */
    CompletableFuture<PrimaryView> probe() {
        CompletableFuture<PrimaryView> mine = new CompletableFuture<>();
        long changesBefore;
        synchronized (this) {
            if (probing != null) {
                return probing;
            }
            probing = mine;
            changesBefore = changes;
        }
        CompletionStage<PrimaryView> unused =
                prober.get().whenComplete((found, failure) -> settle(mine, changesBefore, found, failure));
        return mine;
    }

    private void settle(
            CompletableFuture<PrimaryView> probe,
            long changesBefore,
            @Nullable PrimaryView found,
            @Nullable Throwable failure) {
        PrimaryView merged = null;
        synchronized (this) {
            if (probing == probe) {
                probing = null;
            }
            if (found != null && changes == changesBefore) {
                merged = view == null ? found : view.with(found);
                view = merged;
            }
        }
        if (merged != null) {
            probe.complete(merged);
        } else if (failure != null) {
            probe.completeExceptionally(RedisUnavailableException.failed(Probe.NAME, failure));
        } else {
            probe.completeExceptionally(RedisUnavailableException.reconnected(Probe.NAME));
        }
    }
}
