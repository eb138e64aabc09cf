package io.github.dynamocached.breaker;

import io.github.dynamocached.CommandFailure;
import io.github.dynamocached.Failures;
import org.jspecify.annotations.Nullable;

/**
 * A failed command. Whether the server executed it is unknown. The message names the command and the class of Redisson's
 * exception, and never the text of that exception, which contains keys and values.
 */
public final class RedisUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why the command failed. */
    private final CommandFailure reason;

    private final transient @Nullable Refusal refusal;

    /** Without cause and stack trace: an outage makes one of these per call. */
    private RedisUnavailableException(CommandFailure reason, String message, @Nullable Refusal refusal) {
        super(message, null, false, false);
        this.reason = reason;
        this.refusal = refusal;
    }

    private RedisUnavailableException(CommandFailure reason, String message) {
        this(reason, message, null);
    }

    /** What the server refuses, null if it is something else. */
    @Nullable
    Refusal refusal() {
        return refusal;
    }

    /**
     * Why the command failed.
     *
     * @return the reason
     */
    public CommandFailure reason() {
        return reason;
    }

    /**
     * A command that was not sent, because there is no connection.
     *
     * @param command its name
     * @return the failure
     */
    public static RedisUnavailableException notConnected(String command) {
        return new RedisUnavailableException(
                CommandFailure.NOT_CONNECTED,
                command + " was not sent: there is no connection to Redis. Connecting is retried in the background.");
    }

    /**
     * A command that a circuit breaker has blocked.
     *
     * @param command its name
     * @return the failure
     */
    public static RedisUnavailableException refused(String command) {
        return new RedisUnavailableException(
                CommandFailure.CIRCUIT_OPEN, command + " was not sent: the circuit breaker is open.");
    }

    /**
     * A command that too few replicas have acknowledged.
     *
     * @param command its name
     * @return the failure
     */
    public static RedisUnavailableException tooFewReplicas(String command) {
        return new RedisUnavailableException(
                CommandFailure.TOO_FEW_REPLICAS,
                command + " was acknowledged by fewer replicas than redis.replica-acks requires.");
    }

    /**
     * A command that was answered by a server of which nothing is known yet.
     *
     * @param command its name
     * @return the failure
     */
    public static RedisUnavailableException unknownPrimary(String command) {
        return new RedisUnavailableException(
                CommandFailure.UNKNOWN_PRIMARY,
                command + " has an untrusted answer: nothing is known yet about the server that sent it.");
    }

    /**
     * A command that was answered by a replica.
     *
     * @param command its name
     * @return the failure
     */
    public static RedisUnavailableException noPrimary(String command) {
        return new RedisUnavailableException(
                CommandFailure.READ_ONLY, command + " has an untrusted answer: the server that sent it is a replica.");
    }

    /**
     * A replica that is not to be read.
     *
     * @param problem what is wrong with it
     * @return the failure
     */
    public static RedisUnavailableException unreadable(String problem) {
        return new RedisUnavailableException(
                CommandFailure.NOT_SERVING, "The replica cannot be read: " + problem + ".");
    }

    /**
     * A command that was answered by two different primaries.
     *
     * @param command its name
     * @return the failure
     */
    public static RedisUnavailableException otherPrimary(String command) {
        return new RedisUnavailableException(
                CommandFailure.UNKNOWN_PRIMARY, command + " was answered by two different primaries.");
    }

    /**
     * What reading an answer threw: one of these as it is, anything else means that the answer has another form.
     *
     * @param command its name
     * @param thrown what was thrown
     * @return the failure
     */
    public static RedisUnavailableException notUnderstood(String command, RuntimeException thrown) {
        if (thrown instanceof RedisUnavailableException known) {
            return known;
        }
        return new RedisUnavailableException(
                CommandFailure.ERROR,
                command + " has an answer that cannot be understood ("
                        + thrown.getClass().getSimpleName() + ").");
    }

    /**
     * A command that has failed.
     *
     * @param command its name
     * @param thrown what Redisson threw
     * @return the failure; the same if it is one of these
     */
    public static RedisUnavailableException failed(String command, Throwable thrown) {
        Throwable failure = Failures.unwrapped(thrown);
        if (failure instanceof RedisUnavailableException known) {
            return known;
        }
        String code = ErrorReply.codeOf(failure);
        return new RedisUnavailableException(
                FailureReasons.of(failure),
                command + " failed with " + failure.getClass().getSimpleName()
                        + (code.isEmpty() ? "" : " (" + code + ")") + ".",
                Refusal.of(command, failure));
    }
}
