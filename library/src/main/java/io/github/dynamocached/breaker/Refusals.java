package io.github.dynamocached.breaker;

import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a server refuses among the commands of one circuit breaker. Reads pass while only writes are refused, because hits need
 * no writes. If the right to fill is missing, there will never be anything to read, so reads wait for the fill that tries
 * again.
 *
 * <p>Until something is refused, a command costs a look at one field.
 */
public final class Refusals {

    private static final Logger log = LoggerFactory.getLogger(Breakers.LOGGER);

    private final Gate reads;
    private final Gate fills;
    private final Gate evictions;
    private final Gate sweeps;
    private volatile boolean any;

    /** @see Gate#Gate */
    Refusals(RefusedServer server, BreakerSettings settings, LongSupplier nanos) {
        this(CommandKind.READ, server, settings, nanos);
    }

    /** @param kind the commands of the breaker */
    Refusals(CommandKind kind, RefusedServer server, BreakerSettings settings, LongSupplier nanos) {
        CommandKind ofReads = kind == CommandKind.REPLICA_READ ? kind : CommandKind.READ;
        this.reads = new Gate(ofReads, server, settings, nanos);
        this.fills = new Gate(CommandKind.FILL, server, settings, nanos);
        this.evictions = new Gate(CommandKind.EVICTION, server, settings, nanos);
        this.sweeps = new Gate(CommandKind.SWEEP, server, settings, nanos);
    }

    private @Nullable Gate of(CommandKind kind) {
        return switch (kind) {
            case READ, REPLICA_READ -> reads;
            case FILL -> fills;
            case EVICTION -> evictions;
            case SWEEP -> sweeps;
            case OTHER -> null;
        };
    }

    /**
     * Whether a command may be sent.
     *
     * @param kind its purpose
     * @return true if it may
     */
    public boolean permits(CommandKind kind) {
        if (!any) {
            return true;
        }
        Gate gate = of(kind);
        boolean waits = kind == CommandKind.READ && isFillDenied() && !fills.isDue();
        return !waits && (gate == null || gate.permits());
    }

    /** Whether a read would not be permitted, for certain. */
    boolean blockReads() {
        return any && ((reads.shut() != null && !reads.isDue()) || (isFillDenied() && !fills.isDue()));
    }

    private boolean isFillDenied() {
        Refusal refusal = fills.shut();
        return refusal != null && !refusal.reason().isOfWrites();
    }

    /** Whether the circuit breaker counts as open. */
    boolean isShut() {
        return any && (reads.shut() != null || evictions.shut() != null || isFillDenied());
    }

    /** A command was refused. Returns whether that changed {@link #isShut}. */
    boolean refused(CommandKind kind, String command, Refusal refusal) {
        Gate gate = of(kind);
        if (gate == null) {
            return false;
        }
        any = true;
        return gate.refused(command, refusal);
    }

    /** A command was accepted. Returns whether that changed {@link #isShut}. */
    boolean accepted(CommandKind kind, String command) {
        Gate gate = any ? of(kind) : null;
        return gate != null && gate.accepted(command);
    }

    /**
     * Blocks commands of one kind while a server has refused some of them in a row, and lets a single one through from time to
     * time. The first accepted command opens the gate again.
     *
     * <p>It logs once what is refused and what to do, and again when that changes.
     */
    private static final class Gate {

        private final CommandKind kind;
        private final RefusedServer server;
        private final BreakerSettings settings;
        private final LongSupplier nanos;
        private volatile @Nullable Refusal shut;
        private volatile @Nullable String refused;
        private final Set<Refusal> told = new HashSet<>();
        private boolean isToldNow;
        private int inARow;
        private long pauseNanos;
        private long due;

        /**
         * An open gate.
         *
         * @param kind what passes
         * @param server who refuses
         * @param settings how many refusals in a row shut it, and how long the pauses are
         * @param nanos the clock
         */
        Gate(CommandKind kind, RefusedServer server, BreakerSettings settings, LongSupplier nanos) {
            this.kind = kind;
            this.server = server;
            this.settings = settings;
            this.nanos = nanos;
        }

        /** What was refused so that nothing passes; null while everything does. */
        @Nullable
        Refusal shut() {
            return shut;
        }

        /** Whether a command is let through; if it is the one that tries again, no other is before the next pause is over. */
        boolean permits() {
            return shut == null || takeTurn();
        }

        private synchronized boolean takeTurn() {
            if (shut != null && !isDue()) {
                return false;
            }
            due = nanos.getAsLong() + pauseNanos;
            return true;
        }

        /** Whether one may try again now. */
        synchronized boolean isDue() {
            return nanos.getAsLong() - due >= 0;
        }

        /** The server has refused a command. Returns whether the gate is shut by that. */
        synchronized boolean refused(String command, Refusal refusal) {
            inARow++;
            refused = command;
            boolean isShutNow = settings.enabled() && shut == null && inARow >= settings.minimumCalls();
            if (!server.isTold(refusal) && (told.add(refusal) || (isShutNow && !isToldNow))) {
                isToldNow = true;
                log.warn("{}", server.told(refusal, kind));
            }
            pauseNanos = isShutNow ? settings.firstPauseNanos() : settings.nextPauseNanos(pauseNanos);
            if (isShutNow || shut != null) {
                shut = refusal;
                due = nanos.getAsLong() + pauseNanos;
            }
            return isShutNow;
        }

        /** The server has accepted a command. Returns whether the gate is opened by that. */
        boolean accepted(String command) {
            return refused != null && (command.equals(refused) ? open() : next());
        }

        /** Of another command it says nothing, but that one is often the way to the one that was refused. */
        private synchronized boolean next() {
            due = nanos.getAsLong();
            return false;
        }

        private synchronized boolean open() {
            boolean isOpenedNow = shut != null;
            refused = null;
            inARow = 0;
            isToldNow = false;
            if (isOpenedNow) {
                shut = null;
                told.clear();
                log.info("{} accepts {} again", server.name(), kind.plural());
            }
            return isOpenedNow;
        }
    }
}
