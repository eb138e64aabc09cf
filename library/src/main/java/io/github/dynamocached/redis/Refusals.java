package io.github.dynamocached.redis;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a server refuses of the commands that one breaker judges. Reads pass while only writes are refused, because hits
 * need none. Where a right to fill is lacking, nothing will ever be there to be read, so reads wait for the fill that tries
 * again.
 *
 * <p>As long as nothing was refused, a command costs a look at one field.
 */
final class Refusals {

    private final RefusalGate reads;
    private final RefusalGate fills;
    private final RefusalGate evictions;
    private final RefusalGate sweeps;
    private volatile boolean any;

    /** @see RefusalGate#RefusalGate */
    Refusals(RefusedServer server, BreakerSettings settings, LongSupplier nanos) {
        this.reads = new RefusalGate(CommandKind.READ, server, settings, nanos);
        this.fills = new RefusalGate(CommandKind.FILL, server, settings, nanos);
        this.evictions = new RefusalGate(CommandKind.EVICTION, server, settings, nanos);
        this.sweeps = new RefusalGate(CommandKind.SWEEP, server, settings, nanos);
    }

    private @Nullable RefusalGate of(CommandKind kind) {
        return switch (kind) {
            case READ -> reads;
            case FILL -> fills;
            case EVICTION -> evictions;
            case SWEEP -> sweeps;
            case OTHER -> null;
        };
    }

    /** Whether a command may be sent. */
    boolean permits(CommandKind kind) {
        if (!any) {
            return true;
        }
        RefusalGate gate = of(kind);
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

    /** Whether the server counts as one that does not serve. */
    boolean isShut() {
        return any && (reads.shut() != null || evictions.shut() != null || isFillDenied());
    }

    /** A command was refused. Returns whether that changed {@link #isShut}. */
    boolean refused(CommandKind kind, String command, Refusal refusal) {
        RefusalGate gate = of(kind);
        if (gate == null) {
            return false;
        }
        any = true;
        return gate.refused(command, refusal);
    }

    /** A command was accepted. Returns whether that changed {@link #isShut}. */
    boolean accepted(CommandKind kind, String command) {
        RefusalGate gate = any ? of(kind) : null;
        return gate != null && gate.accepted(command);
    }
}
