package io.github.dynamocached.redis;

import io.github.dynamocached.CircuitState;
import io.github.dynamocached.CommandFailure;
import io.github.dynamocached.StoreListener;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.StateTransition;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.redisson.client.RedisTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps commands from being sent while most of them fail, and lets a single one through from time to time. An error that
 * the server answers is an answer, except that it cannot serve now; what it refuses is judged by {@link Refusals}.
 *
 * <p>What costs something is done only where something fails: successes are not counted before the first failure, nor
 * after as many in a row as are judged, when all is forgotten. So the window begins with a failure, and until then a
 * command costs a look at two fields.
 *
 * <p>A timeout says nothing of the server in two cases: when it came so late that this JVM must have stood still, and
 * when it came long before its time, because the call had spent its budget elsewhere.
 *
 * <p>From one change to the next is a {@link Phase}. A command is permitted by a phase and judged by it, so what was
 * permitted in one says nothing of the next. The breaker changes under its lock alone, so that nobody can be permitted
 * between a change and the phase that it begins. The lock is not taken while the breaker is closed and nothing has failed,
 * nor before the end of a pause.
 */
final class Breaker {

    private static final Logger LOGGER = LoggerFactory.getLogger(RedisConnection.class);

    private final String name;
    private final RefusedServer server;
    private final Refusals refusals;
    private final BreakerSettings settings;
    private final long limitNanos;
    private final LongSupplier nanos;
    private final StoreListener listener;
    private final @Nullable CircuitBreaker breaker;
    private volatile Phase phase;
    private volatile boolean counting;
    private int successes;
    private long pauseMillis;

    /**
     * A closed breaker.
     *
     * @param name what passes through it, as the log calls it
     * @param server who answers what passes
     * @param limit the time that a command has
     * @param nanos the clock
     * @param listener hears of changes, and of commands that fail
     */
    Breaker(
            String name,
            RefusedServer server,
            BreakerSettings settings,
            Duration limit,
            LongSupplier nanos,
            StoreListener listener) {
        this.name = name;
        this.server = server;
        this.settings = settings;
        this.limitNanos = limit.toNanos();
        this.nanos = nanos;
        this.listener = listener;
        this.refusals = new Refusals(server, settings, nanos);
        this.phase = new Phase(State.CLOSED, 0);
        this.breaker = settings.enabled() ? CircuitBreaker.of(name, config()) : null;
        if (breaker != null) {
            breaker.getEventPublisher().onStateTransition(event -> changes(event.getStateTransition()));
        }
    }

    /** A probe whose outcome is never told leaves its place to another, long after it must have ended. */
    private CircuitBreakerConfig config() {
        IntervalFunction pauses = pauses(settings.pause().toMillis());
        return CircuitBreakerConfig.custom()
                .slidingWindow(settings.window(), settings.minimumCalls(), SlidingWindowType.COUNT_BASED)
                .failureRateThreshold((float) (100 * settings.failureRate()))
                .waitIntervalFunctionInOpenState(attempt -> pauseMillis = pauses.apply(attempt))
                .permittedNumberOfCallsInHalfOpenState(1)
                .maxWaitDurationInHalfOpenState(settings.pause().plusNanos(2 * limitNanos))
                .clock(new MonotonicClock(nanos))
                .build();
    }

    /** A connection that breaks takes many commands with it, and is replaced at once: the first pause is short. */
    private static IntervalFunction pauses(long longestMillis) {
        return IntervalFunction.ofExponentialBackoff(Math.max(10, longestMillis / 16), 2, longestMillis);
    }

    /** Whether a read would not be permitted, for certain: nothing needs to be prepared for it. */
    boolean keepsReadsBack() {
        Phase current = phase;
        return (current.state == State.OPEN && nanos.getAsLong() - current.end < 0) || refusals.keepReadsBack();
    }

    /** Permits a command. The phase is to be told how it ended; null if it may not be sent. */
    @Nullable
    Phase permit() {
        Phase current = phase;
        if (current.state == State.CLOSED) {
            return current;
        }
        return current.state == State.OPEN && nanos.getAsLong() - current.end < 0 ? null : permitSingle();
    }

    private synchronized @Nullable Phase permitSingle() {
        return breaker == null || breaker.tryAcquirePermission() ? phase : null;
    }

    /** What the server refuses, which is judged apart from whether it answers. */
    Refusals refusals() {
        return refusals;
    }

    /** A command cannot be sent, so nobody is asked for permission. */
    void tell(String command, CommandFailure reason) {
        listener.onCommandFailure(command, reason);
    }

    CircuitState state() {
        return refusals.isShut() ? CircuitState.OPEN : phase.circuit();
    }

    long now() {
        return nanos.getAsLong();
    }

    /** The time from one change to the next. */
    final class Phase {

        private final State state;
        private final long end;

        /** @param end of the pause, where this is one */
        private Phase(State state, long end) {
            this.state = state;
            this.end = end;
        }

        private CircuitState circuit() {
            return switch (state) {
                case OPEN -> CircuitState.OPEN;
                case HALF_OPEN -> CircuitState.HALF_OPEN;
                default -> CircuitState.CLOSED;
            };
        }

        /** A command was answered. */
        void succeeded(long sent) {
            if (counting) {
                countSuccess(this, sent);
            }
        }

        /** A command failed, or its caller gave it up. */
        void failed(long sent, Throwable failure) {
            long took = nanos.getAsLong() - sent;
            if (isTimeout(failure) ? isInTime(took) : FailureReasons.isOutage(failure)) {
                countFailure(this, took, failure);
            } else if (isTimeout(failure) || failure instanceof RedisUnavailableException) {
                released();
            } else {
                succeeded(sent);
            }
        }

        /** The server accepted a command. */
        void accepted(CommandKind kind, String command) {
            if (refusals.accepted(kind, command)) {
                listener.onCircuit(name, state());
            }
        }

        /** The server refused a command. */
        void refused(CommandKind kind, String command, Refusal refusal) {
            if (refusals.refused(kind, command, refusal)) {
                listener.onCircuit(name, state());
            }
        }

        /** A command has no answer that is of use. */
        void tell(String command, CommandFailure reason) {
            listener.onCommandFailure(command, reason);
        }

        /** A command was not sent after all, or given up for another reason than time. */
        void released() {
            release(this);
        }
    }

    private synchronized void countSuccess(Phase permitted, long sent) {
        if (breaker == null || permitted != phase) {
            return;
        }
        breaker.onSuccess(nanos.getAsLong() - sent, TimeUnit.NANOSECONDS);
        successes++;
        if (successes >= settings.window() && phase.state == State.CLOSED) {
            counting = false;
            breaker.reset();
        }
    }

    private synchronized void countFailure(Phase permitted, long took, Throwable failure) {
        if (breaker != null && permitted == phase) {
            successes = 0;
            counting = true;
            breaker.onError(took, TimeUnit.NANOSECONDS, failure);
        }
    }

    private synchronized void release(Phase permitted) {
        if (breaker != null && permitted == phase) {
            breaker.releasePermission();
        }
    }

    private boolean isInTime(long took) {
        return took >= limitNanos / 4 && took <= limitNanos + limitNanos / 2;
    }

    private static boolean isTimeout(Throwable failure) {
        return failure instanceof TimeoutException || failure instanceof RedisTimeoutException;
    }

    /** Told under the lock, but for the end of a probe's time: what has changed again meanwhile is told by itself. */
    private synchronized void changes(StateTransition transition) {
        if (breaker == null || breaker.getState() != transition.getToState()) {
            return;
        }
        phase = new Phase(transition.getToState(), nanos.getAsLong() + TimeUnit.MILLISECONDS.toNanos(pauseMillis));
        listener.onCircuit(name, state());
        if (transition == StateTransition.CLOSED_TO_OPEN) {
            LOGGER.warn(
                    "{} does not serve {}: none are sent for now. One is tried at least every {} ms.",
                    server.name(),
                    name,
                    settings.pause().toMillis());
        } else if (transition == StateTransition.HALF_OPEN_TO_CLOSED) {
            LOGGER.info("{} serves {} again", server.name(), name);
        } else {
            LOGGER.debug("{}, circuit breaker of {}: {}", server.name(), name, transition);
        }
    }
}
