package io.github.dynamocached.redis;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The processes that were primaries since this node began. Each new one may lack what its predecessor has acknowledged,
 * be it another server or the same one after a restart; the first one has no predecessor that this node knows of.
 */
final class PrimaryRuns {

    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** Runs something whenever there is another one. It runs on an event loop, which must not be blocked. */
    void listen(Runnable listener) {
        listeners.add(listener);
    }

    /** Notes who answered, and returns it. */
    PrimaryView note(PrimaryView view) {
        if (known.add(view.run()) && known.size() > 1) {
            listeners.forEach(Runnable::run);
        }
        return view;
    }
}
