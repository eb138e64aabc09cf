package io.github.dynamocached.breaker;

import io.github.dynamocached.CircuitState;
import io.github.dynamocached.CommandFailure;
import io.github.dynamocached.StoreListener;
import io.github.dynamocached.WorkTracing;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The circuit breaker for one kind of command on one primary. While most commands fail, it lets only a probe through from
 * time to time. An error reply is an answer, unless the server says that it cannot serve now. {@link Refusals} judge what
 * the server refuses.
 *
 * <p>Only failures make it work: the window begins with the first failure, and is forgotten as soon as it holds none. Until
 * then a command costs a look at two fields, and no lock.
 *
 * <p>A {@link CommandLimit} knows the timeouts that say nothing about the server.
 *
 * <p>A {@link Phase} lasts from one change to the next. It permits a command and judges its outcome, so a command that was
 * sent in one phase says nothing in the next. Phases change under the lock.
 */
public final class Breaker {

    private static final Logger log = LoggerFactory.getLogger(Breakers.LOGGER);

    private final CommandKind kind;
    private final RefusedServer server;
    private final Refusals refusals;
    private final BreakerSettings settings;
    private final CommandLimit limit;
    private final LongSupplier nanos;
    private final StoreListener listener;
    private final LatestOutcomes outcomes;
    private volatile Phase phase = new Phase(CircuitState.CLOSED, 0);
    private volatile boolean counting;
    private long pauseNanos;

    /**
     * A closed breaker.
     *
     * @param kind the commands that it judges
     * @param server the server that answers them
     * @param settings its limits
     * @param limit how long a command is waited for
     * @param nanos the clock
     * @param listener is notified of changes and of failed commands
     */
    public Breaker(
            CommandKind kind,
            RefusedServer server,
            BreakerSettings settings,
            CommandLimit limit,
            LongSupplier nanos,
            StoreListener listener) {
        this.kind = kind;
        this.server = server;
        this.settings = settings;
        this.limit = limit;
        this.nanos = nanos;
        this.listener = listener;
        this.refusals = new Refusals(kind, server, settings, nanos);
        this.outcomes = new LatestOutcomes(settings);
    }

    /**
     * Whether a read would certainly not be permitted: nothing needs to be prepared for it.
     *
     * @return true if no read is permitted now
     */
    public boolean blocksReads() {
        Phase current = phase;
        return (current.state == CircuitState.OPEN && !current.isOver()) || refusals.blockReads();
    }

    /**
     * Permits a command. Tell the phase how it ended.
     *
     * @return the phase, null if the command may not be sent
     */
    @Nullable
    public Phase permit() {
        Phase current = phase;
        if (current.state == CircuitState.CLOSED) {
            return current;
        }
        return current.isOver() ? permitProbe() : null;
    }

    /** After a pause, or long after another probe must have ended without anybody saying how. */
    private synchronized @Nullable Phase permitProbe() {
        if (phase.state != CircuitState.CLOSED) {
            if (!phase.isOver()) {
                return null;
            }
            change(
                    CircuitState.HALF_OPEN,
                    settings.pause().toNanos() + 2 * limit.caller().toNanos());
        }
        return phase;
    }

    /**
     * What the server refuses, which is judged apart from whether it answers.
     *
     * @return the gates of this server
     */
    public Refusals refusals() {
        return refusals;
    }

    /**
     * What follows commands.
     *
     * @return what follows them, null for nothing
     */
    @Nullable
    public WorkTracing tracing() {
        return listener.tracing();
    }

    /**
     * A command failed without permission.
     *
     * @param command the name of the command
     * @param reason why it failed
     */
    public void tell(String command, CommandFailure reason) {
        listener.onCommandFailure(command, reason);
    }

    CircuitState state() {
        return refusals.isShut() ? CircuitState.OPEN : phase.state;
    }

    /**
     * The moment by the clock of the breaker.
     *
     * @return nanoseconds
     */
    public long now() {
        return nanos.getAsLong();
    }

    /** The time from one change to the next. */
    public final class Phase {

        private final CircuitState state;
        private final long end;

        /** @param end when a probe may be sent, unless the breaker is closed */
        private Phase(CircuitState state, long end) {
            this.state = state;
            this.end = end;
        }

        private boolean isOver() {
            return nanos.getAsLong() - end >= 0;
        }

        /**
         * The server answered a command that was sent at a moment.
         *
         * @param command the name of the command
         * @param sent when it was sent
         */
        public void succeeded(String command, long sent) {
            if (listener.timesCommands()) {
                listener.onCommand(command, nanos.getAsLong() - sent);
            }
            succeeded();
        }

        /** The server answered a command. */
        public void succeeded() {
            if (counting) {
                count(this, false);
            }
        }

        /**
         * A command failed, or its caller gave it up.
         *
         * @param sent when it was sent
         * @param most in how much of the time since then the event loop could have read an answer
         * @param failure what Redisson or the caller reports
         */
        public void failed(long sent, long most, Throwable failure) {
            long took = Math.min(nanos.getAsLong() - sent, most);
            if (CommandLimit.isTimeout(failure) ? limit.isInTime(took, failure) : FailureReasons.isOutage(failure)) {
                count(this, true);
            } else if (CommandLimit.isTimeout(failure) || failure instanceof RedisUnavailableException) {
                released();
            } else {
                succeeded();
            }
        }

        /**
         * The server accepted a command.
         *
         * @param kind its purpose
         * @param command its name
         */
        public void accepted(CommandKind kind, String command) {
            if (refusals.accepted(kind, command)) {
                tellState();
            }
        }

        /**
         * The server refused a command.
         *
         * @param kind its purpose
         * @param command its name
         * @param refusal what the server answered
         */
        public void refused(CommandKind kind, String command, Refusal refusal) {
            if (refusals.refused(kind, command, refusal)) {
                tellState();
            }
        }

        /**
         * A command failed for its caller.
         *
         * @param command the name of the command
         * @param reason why it failed
         */
        public void tell(String command, CommandFailure reason) {
            listener.onCommandFailure(command, reason);
        }

        /** A command was not sent after all, or its end says nothing about the server. */
        public void released() {
            if (state == CircuitState.HALF_OPEN) {
                release(this);
            }
        }
    }

    private synchronized void count(Phase permitted, boolean isFailure) {
        if (permitted != phase || !settings.enabled()) {
            return;
        }
        if (phase.state == CircuitState.HALF_OPEN) {
            if (isFailure) {
                open(settings.nextPauseNanos(pauseNanos));
            } else {
                close();
            }
            return;
        }
        outcomes.add(isFailure);
        counting = outcomes.hasFailures();
        if (outcomes.isBad()) {
            open(settings.firstPauseNanos());
        }
    }

    private synchronized void release(Phase permitted) {
        if (permitted == phase) {
            phase = new Phase(CircuitState.HALF_OPEN, nanos.getAsLong());
        }
    }

    private void open(long pause) {
        boolean isFirst = phase.state == CircuitState.CLOSED;
        pauseNanos = pause;
        change(CircuitState.OPEN, pause);
        if (isFirst) {
            log.warn(
                    "Circuit breaker open for {} on {}: {}. It tries again at least every {} ms. If this lasts, check the"
                            + " server and the network.",
                    kind.plural(),
                    server.name(),
                    kind.meanwhile(),
                    settings.pause().toMillis());
        }
    }

    private void close() {
        outcomes.clear();
        counting = false;
        change(CircuitState.CLOSED, 0);
        log.info("Circuit breaker closed for {} on {}", kind.plural(), server.name());
    }

    private void change(CircuitState state, long lengthNanos) {
        phase = new Phase(state, nanos.getAsLong() + lengthNanos);
        tellState();
        log.debug("Circuit breaker for {} on {}: {}", kind.plural(), server.name(), state);
    }

    private void tellState() {
        listener.onCircuit(kind.plural(), state());
    }
}
