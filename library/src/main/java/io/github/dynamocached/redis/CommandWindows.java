package io.github.dynamocached.redis;

import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.redisson.connection.ConnectionManager;
import org.redisson.connection.MasterSlaveEntry;
import org.redisson.connection.NodeSource;

/** The limits on unanswered commands of one client, one for each primary: if one of several hangs, only its commands wait. */
final class CommandWindows {

    private final ConnectionManager connections;
    private final Map<MasterSlaveEntry, CommandWindow> byPrimary = Collections.synchronizedMap(new WeakHashMap<>());
    private final CommandWindow ofNobody = new CommandWindow();

    CommandWindows(ConnectionManager connections) {
        this.connections = connections;
    }

    /** That of the primary that a command goes to first; a separate one if no primary is known. */
    CommandWindow of(NodeSource source) {
        MasterSlaveEntry primary = source.getEntry();
        if (primary == null && source.getSlot() != null) {
            primary = connections.getWriteEntry(source.getSlot());
        }
        return primary == null ? ofNobody : byPrimary.computeIfAbsent(primary, met -> new CommandWindow());
    }
}
