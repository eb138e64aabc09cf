package io.github.dynamocached.redis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.redisson.api.NodeType;
import org.redisson.client.RedisClient;
import org.redisson.connection.ClientConnectionsEntry;
import org.redisson.connection.MasterSlaveEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The replicas of each primary, by what Redisson finds. Looked through once a second, by one thread. */
final class Replicas {

    private static final Logger log = LoggerFactory.getLogger(RedisConnection.class);

    /** A replica that joins or connects again needs a moment. */
    private static final int LOOKS_UNTIL_TOLD = 5;

    private final Function<RedisClient, Replica> maker;
    private final Map<RedisClient, Replica> known = new HashMap<>();
    private final Map<RedisClient, Integer> looksWithout = new HashMap<>();
    private volatile Map<RedisClient, List<Replica>> byPrimary = Map.of();

    /** @param maker makes a replica of its client */
    Replicas(Function<RedisClient, Replica> maker) {
        this.maker = maker;
    }

    /** The replicas of a primary, which may be read or not. */
    List<Replica> of(@Nullable RedisClient primary) {
        return primary == null ? List.of() : byPrimary.getOrDefault(primary, List.of());
    }

    /** Looks which replicas there are, and asks each for its state. */
    void look(ConnectedClient client) {
        Map<RedisClient, List<Replica>> found = new HashMap<>();
        for (MasterSlaveEntry entry : client.primaries()) {
            List<Replica> replicas = new ArrayList<>();
            for (ClientConnectionsEntry server : entry.getAllEntries()) {
                if (server.getNodeType() == NodeType.SLAVE && !server.isFreezed()) {
                    replicas.add(known.computeIfAbsent(server.getClient(), maker));
                }
            }
            found.put(entry.getClient(), replicas);
        }
        byPrimary = found;
        known.values().removeIf(replica -> hasLeft(replica, found));
        known.values().forEach(Replica::check);
        looksWithout.keySet().retainAll(found.keySet());
        found.forEach(this::tell);
    }

    private static boolean hasLeft(Replica replica, Map<RedisClient, List<Replica>> found) {
        boolean hasLeft = found.values().stream().noneMatch(all -> all.contains(replica));
        if (hasLeft) {
            replica.leave();
        }
        return hasLeft;
    }

    /** Logs when a primary has had no replica to read for some seconds, and when it has one again. */
    private void tell(RedisClient primary, List<Replica> replicas) {
        int before = looksWithout.getOrDefault(primary, 0);
        if (replicas.stream().anyMatch(replica -> replica.readable() != null)) {
            looksWithout.put(primary, 0);
            if (before > LOOKS_UNTIL_TOLD) {
                log.info("{} has a replica that can be read again", ServerName.of(primary.getAddr()));
            }
            return;
        }
        looksWithout.put(primary, before + 1);
        if (before == LOOKS_UNTIL_TOLD) {
            log.warn(
                    "{} has no replica that can be read: {}. Caches with read-from: replica read the primary until it has one."
                            + " Check the replication, or set read-from: primary.",
                    ServerName.of(primary.getAddr()),
                    problemsOf(replicas));
        }
    }

    private static String problemsOf(List<Replica> replicas) {
        return replicas.isEmpty()
                ? "none is known"
                : String.join(
                        "; ",
                        replicas.stream()
                                .map(replica -> replica + ": " + replica.problem())
                                .toList());
    }
}
