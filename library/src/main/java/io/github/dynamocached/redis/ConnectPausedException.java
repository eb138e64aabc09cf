package io.github.dynamocached.redis;

import io.github.dynamocached.CommandFailure;
import java.net.ConnectException;

/** A connection was not tried, because the server has refused one a moment ago. */
final class ConnectPausedException extends ConnectException {

    private static final long serialVersionUID = 1L;

    private final CommandFailure reason;

    /** @param refusal what the server refused with */
    ConnectPausedException(Throwable refusal) {
        super("Not tried again yet");
        this.reason = FailureReasons.of(refusal);
    }

    CommandFailure reason() {
        return reason;
    }
}
