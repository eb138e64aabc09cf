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
 * The processes behind the primaries, and the listeners for each that follows another. A new process may lack what its
 * predecessor has acknowledged: it may be another server, the same one after a restart, or one that comes back with old data.
 * This node knows no predecessor of the first one.
 *
 * <p>A client of Redisson leads to one process at a time, so a different process there follows the last one. A process behind
 * a new client follows another unless it already serves elsewhere. A process that loses its place and gets it back has
 * another reign, even if this node has not seen that.
 */
final class PrimaryRuns {

    private static final Logger log = LoggerFactory.getLogger(RedisConnection.class);

    private final UnaryOperator<PrimaryView> belief;
    private final Map<Object, String> serving = new HashMap<>();
    private final Set<Object> replicas = ConcurrentHashMap.newKeySet();
    private final UntoldFacts untold = new UntoldFacts();
    private final Reigns reigns = new Reigns();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private boolean any;

    /** @param belief what to trust of the answers of a process */
    PrimaryRuns(UnaryOperator<PrimaryView> belief) {
        this.belief = belief;
    }

    /** Runs something whenever a process follows another, on an event loop that must not be blocked. */
    void listen(Runnable listener) {
        listeners.add(listener);
    }

    /** What the processes do not report about themselves. */
    UntoldFacts untold() {
        return untold;
    }

    /** How far the data of the primaries have come. */
    Reigns reigns() {
        return reigns;
    }

    /** What to trust of the answers of a process. */
    PrimaryView believed(PrimaryView found) {
        return belief.apply(found);
    }

    /**
     * Notes a process before anything that it answers is trusted.
     *
     * @param server what Redisson knows the server by
     */
    void note(Object server, PrimaryView view) {
        tellOf(server, view.identity());
        if (replicas.remove(server)) {
            log.info("{} is a primary again", nameOf(server));
        }
    }

    /** Notes that a server is a replica, and logs it once. */
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

    /** A connection that finds the process just after another one waits here until the listeners know of it. */
    private synchronized void tellOf(Object server, String identity) {
        if (follows(server, identity)) {
            listeners.forEach(Runnable::run);
        }
    }

    private boolean follows(Object server, String identity) {
        serving.keySet().removeIf(PrimaryRuns::isGone);
        replicas.removeIf(PrimaryRuns::isGone);
        boolean isElsewhere = serving.containsValue(identity);
        String before = serving.put(server, identity);
        boolean follows = any && (before == null ? !isElsewhere : !before.equals(identity));
        any = true;
        return follows;
    }

    /** A client that Redisson has closed says nothing about the current processes. */
    private static boolean isGone(Object server) {
        return server instanceof RedisClient client && client.isShutdown();
    }
}
