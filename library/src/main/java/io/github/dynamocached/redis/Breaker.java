package io.github.dynamocached.redis;

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
import org.redisson.client.RedisClusterDownException;
import org.redisson.client.RedisConnectionException;
import org.redisson.client.RedisLoadingException;
import org.redisson.client.RedisMasterDownException;
import org.redisson.client.RedisNodeNotFoundException;
import org.redisson.client.RedisReconnectedException;
import org.redisson.client.RedisTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps commands from being sent while most of them fail, and lets a single one through from time to time. An error that
 * the server answers is an answer, except that it cannot serve now.
 *
 * <p>What costs something is done only where something fails: successes are not counted before the first failure, nor
 * after as many in a row as are judged, when all is forgotten. So the window begins with a failure, and until then a
 * command costs a look at two fields.
 *
 * <p>A timeout says nothing of the server in two cases: when it came so late that this JVM must have stood still, and
 * when it came long before its time, because the call had spent its budget elsewhere. What was sent before the last
 * change says nothing of the time after it.
 *
 * <p>The single command may be taken for one of before the change, if it is let through by one thread while another one
 * is still told of the change. Then its outcome does not count, so after the longest pause another one is let through.
 */
final class Breaker {

    private static final Logger LOGGER = LoggerFactory.getLogger(RedisConnection.class);

    private final String name;
    private final BreakerSettings settings;
    private final long limitNanos;
    private final LongSupplier nanos;
    private final @Nullable CircuitBreaker breaker;
    private volatile boolean counting;
    private volatile long changed;
    private int successes;

    /**
     * A closed breaker.
     *
     * @param name what passes through it, as the log calls it
     * @param limit the time that a command has
     * @param nanos the clock
     */
    Breaker(String name, BreakerSettings settings, Duration limit, LongSupplier nanos) {
        this.name = name;
        this.settings = settings;
        this.limitNanos = limit.toNanos();
        this.nanos = nanos;
        this.changed = nanos.getAsLong();
        this.breaker = settings.enabled() ? CircuitBreaker.of(name, config(settings, nanos)) : null;
        if (breaker != null) {
            breaker.getEventPublisher().onStateTransition(event -> changes(event.getStateTransition()));
        }
    }

    private static CircuitBreakerConfig config(BreakerSettings settings, LongSupplier nanos) {
        return CircuitBreakerConfig.custom()
                .slidingWindow(settings.window(), settings.minimumCalls(), SlidingWindowType.COUNT_BASED)
                .failureRateThreshold((float) (100 * settings.failureRate()))
                .waitIntervalFunctionInOpenState(pauses(settings.pause().toMillis()))
                .permittedNumberOfCallsInHalfOpenState(1)
                .maxWaitDurationInHalfOpenState(settings.pause())
                .clock(new MonotonicClock(nanos))
                .build();
    }

    /** A connection that breaks takes many commands with it, and is replaced at once: the first pause is short. */
    private static IntervalFunction pauses(long longestMillis) {
        return IntervalFunction.ofExponentialBackoff(Math.max(10, longestMillis / 16), 2, longestMillis);
    }

    /** Whether a command may be sent. If so, one of the other methods is to be told how it ended. */
    boolean permits() {
        return breaker == null || breaker.tryAcquirePermission();
    }

    long now() {
        return nanos.getAsLong();
    }

    void succeeded(long sent) {
        if (!counting || breaker == null || isOutdated(sent)) {
            return;
        }
        breaker.onSuccess(nanos.getAsLong() - sent, TimeUnit.NANOSECONDS);
        successes++;
        if (successes >= settings.window() && breaker.getState() == State.CLOSED) {
            counting = false;
            breaker.reset();
        }
    }

    /** A command failed, or its caller gave it up. */
    void failed(long sent, Throwable failure) {
        if (breaker == null || isOutdated(sent)) {
            return;
        }
        long took = nanos.getAsLong() - sent;
        if (isTimeout(failure) ? isInTime(took) : isOutage(failure)) {
            successes = 0;
            counting = true;
            breaker.onError(took, TimeUnit.NANOSECONDS, failure);
        } else if (isTimeout(failure) || failure instanceof RedisUnavailableException) {
            breaker.releasePermission();
        } else {
            succeeded(sent);
        }
    }

    /** A command was given up for another reason than time. */
    void released(long sent) {
        if (breaker != null && !isOutdated(sent)) {
            breaker.releasePermission();
        }
    }

    private boolean isOutdated(long sent) {
        return sent - changed < 0;
    }

    private boolean isInTime(long took) {
        return took >= limitNanos / 4 && took <= limitNanos + limitNanos / 2;
    }

    private static boolean isTimeout(Throwable failure) {
        return failure instanceof TimeoutException || failure instanceof RedisTimeoutException;
    }

    private static boolean isOutage(Throwable failure) {
        return failure instanceof RedisConnectionException
                || failure instanceof RedisReconnectedException
                || failure instanceof RedisNodeNotFoundException
                || failure instanceof RedisLoadingException
                || failure instanceof RedisMasterDownException
                || failure instanceof RedisClusterDownException;
    }

    private void changes(StateTransition transition) {
        changed = nanos.getAsLong();
        if (transition == StateTransition.CLOSED_TO_OPEN) {
            LOGGER.warn(
                    "Redis does not serve {}: none are sent for now. One is tried at least every {} ms.",
                    name,
                    settings.pause().toMillis());
        } else if (transition == StateTransition.HALF_OPEN_TO_CLOSED) {
            LOGGER.info("Redis serves {} again", name);
        } else {
            LOGGER.debug("Circuit breaker of {}: {}", name, transition);
        }
    }
}
