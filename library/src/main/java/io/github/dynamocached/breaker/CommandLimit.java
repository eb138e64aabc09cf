package io.github.dynamocached.breaker;

import io.github.dynamocached.store.TimedAnswer;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.redisson.client.RedisTimeoutException;

/**
 * How long the commands of one kind are waited for.
 *
 * @param caller by their callers
 * @param redisson by Redisson, whose own timeouts come later if it waits longer than callers do
 */
public record CommandLimit(Duration caller, Duration redisson) {

    /**
     * Commands that Redisson waits for as long as their callers do.
     *
     * @param both the time of both
     * @return the limit
     */
    public static CommandLimit of(Duration both) {
        return new CommandLimit(both, both);
    }

    /**
     * Reads, whose answers callers may wait for again while the event loop is behind.
     *
     * @param timeout how long a caller waits for one read
     * @return the limit
     */
    public static CommandLimit ofReads(Duration timeout) {
        return new CommandLimit(timeout, timeout.multipliedBy(TimedAnswer.MOST_BUDGETS));
    }

    static boolean isTimeout(Throwable failure) {
        return failure instanceof TimeoutException || failure instanceof RedisTimeoutException;
    }

    /**
     * Whether a timeout says something about the server. One long before its time is of a call that had spent its budget
     * elsewhere, and one long after it is of a JVM that stood still.
     *
     * @param took how long the command was waited for, in nanoseconds
     */
    boolean isInTime(long took, Throwable timeout) {
        long limit = (timeout instanceof RedisTimeoutException ? redisson : caller).toNanos();
        return took >= caller.toNanos() / 4 && took <= limit + limit / 2;
    }
}
