package io.github.dynamocached;

/**
 * Hears how a store gets on with its server. Called on whatever thread learns of it, also on those of the client, which
 * must not be blocked.
 */
public interface StoreListener {

    /**
     * A command had no answer that is of use. Its call goes on without the server; an eviction is queued.
     *
     * @param command the name of the command or of the script
     * @param reason why
     */
    default void onCommandFailure(String command, CommandFailure reason) {}

    /**
     * What circuit breakers do with some commands has changed: the state of the primary that is served least. Told once at
     * the beginning too, and always in the order of the changes.
     *
     * @param commands what passes through them: {@code reads}, or {@code evictions}
     * @param state what the one does that lets the least pass
     */
    default void onCircuit(String commands, CircuitState state) {}
}
