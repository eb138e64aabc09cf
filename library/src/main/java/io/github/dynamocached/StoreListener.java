package io.github.dynamocached;

import org.jspecify.annotations.Nullable;

/** Is notified of how the server answers. Called on any thread, including those of the Redis client. It must not block. */
public interface StoreListener {

    /**
     * Whether this listener is to be notified of every command that Redis has answered. Without such a listener, nothing is
     * timed.
     *
     * @return asked once
     */
    default boolean timesCommands() {
        return false;
    }

    /**
     * Redis has answered a command, with something other than an error. Only called if {@link #timesCommands} says so. Called
     * on an event loop of the Redis client, also for every hit, so it has to be fast.
     *
     * @param command the name of the command or of the script
     * @param nanos how long the answer took, in nanoseconds
     */
    default void onCommand(String command, long nanos) {}

    /**
     * What follows loads, refreshes and Redis commands from their beginning on. Of several listeners, the first one that has
     * such a tracing is asked. Without one, nothing is followed.
     *
     * @return asked once; null for none
     */
    default @Nullable WorkTracing tracing() {
        return null;
    }

    /**
     * A Redis command failed. A read goes on without the server. An eviction is queued.
     *
     * @param command the name of the command or of the script
     * @param reason why it failed
     */
    default void onCommandFailure(String command, CommandFailure reason) {}

    /**
     * A read was to be answered by a replica. Not called for keys that this node has just evicted: they are read from the primary.
     * Called on event loops of the Redis client, for every such read, so it has to be fast.
     *
     * @param result what came of it
     */
    default void onReplicaRead(ReplicaReadResult result) {}

    /**
     * The circuit breakers for some commands have changed their state. Also called once at the start, and always in the
     * order of the changes.
     *
     * @param commands what passes through them: {@code reads} or {@code evictions}
     * @param state the state for the worst primary
     */
    default void onCircuit(String commands, CircuitState state) {}
}
