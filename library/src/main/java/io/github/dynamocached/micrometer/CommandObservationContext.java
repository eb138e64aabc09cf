package io.github.dynamocached.micrometer;

import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a Redis command, for conventions and handlers of observations. Its span is that of a client. Nothing is
 * propagated to Redis. It never has a key or a value of the cache.
 */
public final class CommandObservationContext extends SenderContext<Object> {

    private final String command;
    private volatile @Nullable String outcome;

    CommandObservationContext(String command) {
        super((carrier, name, value) -> {}, Kind.CLIENT);
        this.command = command;
        setCarrier(this);
        setRemoteServiceName("Redis");
    }

    /** {@return the name of the command or of the script} */
    public String getCommand() {
        return command;
    }

    /**
     * How it has ended.
     *
     * @return {@code success}, {@code cancelled} or the {@link io.github.dynamocached.CommandFailure} in lower case, null before
     *     the end
     */
    public @Nullable String getOutcome() {
        return outcome;
    }

    void setOutcome(String outcome) {
        this.outcome = outcome;
    }
}
