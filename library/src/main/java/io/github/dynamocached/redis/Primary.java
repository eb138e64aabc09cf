package io.github.dynamocached.redis;

import io.github.dynamocached.CommandFailure;
import io.github.dynamocached.breaker.RedisUnavailableException;
import io.netty.util.concurrent.FastThreadLocal;
import org.jspecify.annotations.Nullable;

/**
 * What this node knows about the process at the other end of one connection.
 *
 * <p>A server that restarts from a snapshot brings evicted values back. A failover replaces the process. In a cluster every
 * primary has its own start and its own clock. But a connection leads to one process for its whole life. So knowledge belongs
 * to a connection and ends with it, and an answer is judged only by what its own connection has reported.
 *
 * <p>While an event loop reads from a connection or writes to it, {@link #current()} is the primary of that connection.
 */
final class Primary {

    /** The start of an unknown process: everything that it holds is older. */
    static final String UNKNOWN_START = "9007199254740991";

    /**
     * An argument of a script whose text is the start of the process that the command is being written to: it is made at
     * the moment of writing, so a command that is sent to another primary than was thought says so itself.
     */
    static final Object START = new Object() {
        @Override
        public String toString() {
            Primary primary = current();
            PrimaryView known = primary == null ? null : primary.view;
            return known == null ? UNKNOWN_START : Long.toString(known.startMillis());
        }
    };

    private static final FastThreadLocal<@Nullable Primary> CURRENT = new FastThreadLocal<>();

    private volatile @Nullable PrimaryView view;
    private volatile @Nullable RedisUnavailableException failure;

    /** The primary of the connection that this thread reads from or writes to, null for none. */
    @Nullable
    static Primary current() {
        return CURRENT.get();
    }

    /** Makes a primary the current one, and returns the one it was before. */
    static @Nullable Primary makeCurrent(@Nullable Primary primary) {
        Primary before = CURRENT.get();
        CURRENT.set(primary);
        return before;
    }

    /** What is known, null for nothing. */
    @Nullable
    PrimaryView view() {
        return view;
    }

    /** Why nothing is known, null if nothing has gone wrong. */
    @Nullable
    RedisUnavailableException failure() {
        return failure;
    }

    /** Adds an answer of the process to what is known. Called by one thread. */
    void learn(PrimaryView found) {
        PrimaryView known = view;
        view = known == null ? found : known.with(found);
        failure = null;
    }

    /** The process is no primary, or is not known to be one any more: nothing that it answers is believed. */
    void lose(RedisUnavailableException reason) {
        view = null;
        failure = reason;
    }

    /** Whether the process is known to be no primary. */
    boolean isLost() {
        RedisUnavailableException reason = failure;
        return view == null && reason != null && reason.reason() == CommandFailure.READ_ONLY;
    }
}
