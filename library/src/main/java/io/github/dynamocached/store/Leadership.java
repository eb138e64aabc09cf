package io.github.dynamocached.store;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The port to leases that choose one node for a task, and to the state of the task, which its next leader goes on from. The
 * clock of the server alone decides whether a lease has run out.
 *
 * <p>It only saves work. After a failover, or when the server loses its data, two nodes may take themselves for the leader, or
 * the state may be gone. So a task must be right with two leaders, and begin anew without state.
 *
 * <p>The rules of {@link EntryStore} on failures, threads and cancelling apply here too. State is not secret: it must not hold
 * keys or values of the application.
 */
public interface Leadership {

    /**
     * Becomes or stays the leader of a task, if no other node leads it.
     *
     * @param name the task; the same on all nodes
     * @param node unique to the node
     * @param lease after which the task may have another leader, whatever happens
     * @return the state of the task, empty if there is none; no map if another node leads
     */
    CompletionStage<Optional<Map<String, String>>> lead(String name, String node, Duration lease);

    /**
     * Stays the leader of a task, and changes its state. Does nothing if the lease of the node has run out, even if no other
     * node leads by now.
     *
     * @param name the task
     * @param node unique to the node
     * @param lease after which the task may have another leader
     * @param changes new texts by name, no text to remove one. Other names stay
     * @param ttl how long the state is kept from now on, at least for the lease
     * @return whether the node still leads, and the state is changed
     */
    CompletionStage<Boolean> keep(
            String name, String node, Duration lease, Map<String, Optional<String>> changes, Duration ttl);
}
