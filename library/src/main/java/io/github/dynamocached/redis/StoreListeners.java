package io.github.dynamocached.redis;

import io.github.dynamocached.CircuitState;
import io.github.dynamocached.CommandFailure;
import io.github.dynamocached.StoreListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Those who hear how a connection gets on: the caches over it, of which there is one set as a rule. */
final class StoreListeners implements StoreListener {

    private final List<StoreListener> listeners = new CopyOnWriteArrayList<>();

    void add(StoreListener listener) {
        listeners.add(listener);
    }

    @Override
    public void onCommandFailure(String command, CommandFailure reason) {
        for (StoreListener listener : listeners) {
            listener.onCommandFailure(command, reason);
        }
    }

    @Override
    public void onCircuit(String commands, CircuitState state) {
        for (StoreListener listener : listeners) {
            listener.onCircuit(commands, state);
        }
    }
}
