package io.github.dynamocached.redis;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.redisson.client.RedisClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes that serve now, and who hears of each that follows another. It may lack what the one before has
 * acknowledged: it may be another server, the same one after a restart, or one that served before and comes back with the
 * data of then. The first one has no predecessor that this node knows of.
 *
 * <p>What Redisson knows a primary by leads to one process at a time, so what counts is whether that process is another
 * than the last one there. Where it is met for the first time, it counts whether that process serves elsewhere already.
 * A process that loses its place to another and gets it back has another reign, also where this node has not seen it.
 */
final class PrimaryRuns {

    private static final Logger log = LoggerFactory.getLogger(RedisConnection.class);

    private final UnaryOperator<PrimaryView> belief;
    private final Map<Object, String> serving = new HashMap<>();
    private final Set<Object> replicas = ConcurrentHashMap.newKeySet();
    private final UntoldFacts untold = new UntoldFacts();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private boolean any;

    /** @param belief what is believed of what a process tells */
    PrimaryRuns(UnaryOperator<PrimaryView> belief) {
        this.belief = belief;
    }

    /** Runs something whenever there is another one. It runs on an event loop, which must not be blocked. */
    void listen(Runnable listener) {
        listeners.add(listener);
    }

    /** What the processes do not tell of themselves. */
    UntoldFacts untold() {
        return untold;
    }

    /** What is believed of what a process tells. */
    PrimaryView believed(PrimaryView found) {
        return belief.apply(found);
    }

    /**
     * Notes who answered, before anything that it answers is believed.
     *
     * @param server what Redisson knows the server by
     */
    void note(Object server, PrimaryView view) {
        if (follows(server, view.identity())) {
            listeners.forEach(Runnable::run);
        }
        if (replicas.remove(server)) {
            log.info("{} is a primary again", nameOf(server));
        }
    }

    /** Notes that a server is a replica, and says so once. */
    void noteReplica(Object server) {
        if (replicas.add(server)) {
            log.warn(
                    "{} is a replica and refuses writes. Nothing is read from it and evictions are queued"
                            + " until its address leads to a primary. Check which server the configured address leads"
                            + " to.",
                    nameOf(server));
        }
    }

    private static String nameOf(Object server) {
        return ServerName.of(server instanceof RedisClient client ? client.getAddr() : null);
    }

    private synchronized boolean follows(Object server, String identity) {
        serving.keySet().removeIf(PrimaryRuns::isGone);
        replicas.removeIf(PrimaryRuns::isGone);
        boolean isElsewhere = serving.containsValue(identity);
        String before = serving.put(server, identity);
        boolean follows = any && (before == null ? !isElsewhere : !before.equals(identity));
        any = true;
        return follows;
    }

    /** What Redisson has ended says nothing of who serves now. */
    private static boolean isGone(Object server) {
        return server instanceof RedisClient client && client.isShutdown();
    }
}
