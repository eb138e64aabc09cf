package io.github.dynamocached.cache;

import io.github.dynamocached.CacheListener;
import io.github.dynamocached.CircuitState;
import io.github.dynamocached.CommandFailure;
import io.github.dynamocached.Failures;
import io.github.dynamocached.FillOutcome;
import io.github.dynamocached.LoadingNode;
import io.github.dynamocached.NearState;
import io.github.dynamocached.OutboxState;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.RefreshResult;
import io.github.dynamocached.RefreshTrigger;
import io.github.dynamocached.ReplicaReadResult;
import io.github.dynamocached.ShadowResult;
import io.github.dynamocached.StoreListener;
import io.github.dynamocached.Unreadable;
import io.github.dynamocached.WorkTracing;
import io.github.dynamocached.load.Observation;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The listeners of an application in their order, after the observations of the thread. Contains their exceptions. */
final class Listeners implements StoreListener {

    private static final Logger log = LoggerFactory.getLogger(Listeners.class);

    /** Has a name that users can type. */
    private static final Logger reads = LoggerFactory.getLogger("io.github.dynamocached.reads");

    private final CacheListener[] listeners;
    private final CacheListener[] ofNearHits;
    private final CacheListener[] timing;
    private final @Nullable WorkTracing tracing;

    Listeners(List<? extends CacheListener> listeners) {
        this.listeners = listeners.toArray(new CacheListener[0]);
        this.ofNearHits =
                listeners.stream().filter(CacheListener::isToldOfNearHits).toArray(CacheListener[]::new);
        this.timing = listeners.stream().filter(StoreListener::timesCommands).toArray(CacheListener[]::new);
        this.tracing = listeners.stream()
                .map(StoreListener::tracing)
                .filter(Objects::nonNull)
                .findFirst()
                .map(SafeTracing::new)
                .orElse(null);
    }

    /** Whether nobody is notified. */
    boolean areNone() {
        return listeners.length == 0;
    }

    void onRead(String cacheName, Outcome outcome) {
        note(cacheName, outcome);
        for (CacheListener listener : listeners) {
            tell(listener, cacheName, outcome);
        }
    }

    /** A method of its own, because most applications have no listener that is told of these. Then no outcome is created. */
    void onNearHit(String cacheName, Outcome hit) {
        note(cacheName, hit);
        for (CacheListener listener : ofNearHits) {
            tell(listener, cacheName, hit);
        }
    }

    private static void note(String cacheName, Outcome outcome) {
        Observation.note(cacheName, outcome);
        if (reads.isDebugEnabled()) {
            log(cacheName, outcome);
        }
    }

    private static void tell(CacheListener listener, String cacheName, Outcome outcome) {
        try {
            listener.onRead(cacheName, outcome);
        } catch (Throwable failure) {
            report(listener, failure);
        }
    }

    private static void log(String cacheName, Outcome outcome) {
        switch (outcome.source()) {
            case HIT, NEAR, STALE ->
                reads.debug("Cache {}: {}, age {} ms", cacheName, outcome.source(), outcome.ageMillis());
            case MISS, BYPASS -> reads.debug("Cache {}: {}", cacheName, outcome.source());
        }
    }

    void onCache(String cacheName, Supplier<OutboxState> outbox) {
        tell(listener -> listener.onCache(cacheName, outbox));
    }

    void onNear(String cacheName, Supplier<NearState> near) {
        tell(listener -> listener.onNear(cacheName, near));
    }

    void onLoad(String cacheName, boolean succeeded, long nanos) {
        tell(listener -> listener.onLoad(cacheName, succeeded, Duration.ofNanos(nanos)));
    }

    @Override
    public @Nullable WorkTracing tracing() {
        return tracing;
    }

    /** A load that begins on this thread. */
    WorkTracing.Work beginLoad(String cacheName) {
        return tracing == null ? WorkTracing.Work.NONE : tracing.load(cacheName);
    }

    /** A refresh that this thread begins. */
    WorkTracing.Work beginRefresh(String cacheName, RefreshTrigger trigger) {
        return tracing == null ? WorkTracing.Work.NONE : tracing.refresh(cacheName, trigger);
    }

    void onReadUnits(String cacheName, boolean consistent, int halves) {
        if (halves > 0) {
            tell(listener -> listener.onReadUnits(cacheName, consistent, halves / 2.0));
        }
    }

    void onFill(String cacheName, FillOutcome outcome) {
        tell(listener -> listener.onFill(cacheName, outcome));
    }

    void onAdaptedTtl(String cacheName, Duration ttl) {
        tell(listener -> listener.onAdaptedTtl(cacheName, ttl));
    }

    void onUnreadable(String cacheName, Unreadable reason) {
        tell(listener -> listener.onUnreadable(cacheName, reason));
    }

    @Override
    public boolean timesCommands() {
        return timing.length > 0;
    }

    /** Called for every hit, so it is as cheap as {@link #onRead}. */
    @Override
    public void onCommand(String command, long nanos) {
        for (CacheListener listener : timing) {
            try {
                listener.onCommand(command, nanos);
            } catch (Throwable failure) {
                report(listener, failure);
            }
        }
    }

    /** Called for every read while the server is away, so it is as cheap as {@link #onRead}. */
    @Override
    public void onCommandFailure(String command, CommandFailure reason) {
        for (CacheListener listener : listeners) {
            try {
                listener.onCommandFailure(command, reason);
            } catch (Throwable failure) {
                report(listener, failure);
            }
        }
    }

    /** Called for every read of a cache that reads replicas. */
    @Override
    public void onReplicaRead(ReplicaReadResult result) {
        for (CacheListener listener : listeners) {
            try {
                listener.onReplicaRead(result);
            } catch (Throwable failure) {
                report(listener, failure);
            }
        }
    }

    @Override
    public void onCircuit(String commands, CircuitState state) {
        tell(listener -> listener.onCircuit(commands, state));
    }

    void onEvict(String cacheName, boolean acknowledged) {
        tell(listener -> listener.onEvict(cacheName, acknowledged));
    }

    void onEvictRetry(String cacheName, boolean acknowledged) {
        tell(listener -> listener.onEvictRetry(cacheName, acknowledged));
    }

    void onUnverifiedLoad(String cacheName) {
        tell(listener -> listener.onUnverifiedLoad(cacheName));
    }

    void onRefresh(String cacheName, RefreshTrigger trigger, RefreshResult result) {
        tell(listener -> listener.onRefresh(cacheName, trigger, result));
    }

    void onWait(String cacheName, LoadingNode node, long nanos) {
        tell(listener -> listener.onWait(cacheName, node, Duration.ofNanos(nanos)));
    }

    void onShadow(String cacheName, ShadowResult result, long ageMillis) {
        tell(listener -> listener.onShadow(cacheName, result, Duration.ofMillis(ageMillis)));
    }

    private void tell(Consumer<CacheListener> news) {
        for (CacheListener listener : listeners) {
            try {
                news.accept(listener);
            } catch (Throwable failure) {
                report(listener, failure);
            }
        }
    }

    /** Names only the class of the exception, because its message may hold a value. */
    private static void report(CacheListener listener, Throwable failure) {
        log.warn(
                "Cache listener {} failed with {}. Fix the listener. The stack trace is logged at DEBUG.",
                listener.getClass().getName(),
                Failures.nameOf(failure));
        log.debug("Failure of a cache listener", failure);
    }
}
