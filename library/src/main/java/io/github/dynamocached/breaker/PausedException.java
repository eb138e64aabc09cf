package io.github.dynamocached.breaker;

import io.github.dynamocached.CommandFailure;
import java.net.ConnectException;

/** A connection was not tried, because the server has refused one a moment ago. */
public final class PausedException extends ConnectException {

    private static final long serialVersionUID = 1L;

    /** Why the connection was refused. */
    private final CommandFailure reason;

    private PausedException(CommandFailure reason) {
        super("Not tried again yet");
        this.reason = reason;
    }

    /**
     * The failure of attempts in the pause after a refused connection.
     *
     * @param refusal why the connection was refused
     * @return the failure
     */
    public static PausedException after(Throwable refusal) {
        return new PausedException(FailureReasons.of(refusal));
    }

    CommandFailure reason() {
        return reason;
    }
}
