package io.github.dynamocached.redis;

import io.github.dynamocached.breaker.RefusedServer;
import io.github.dynamocached.tracking.TrackedPrimary;
import io.github.dynamocached.tracking.Trackings;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.redisson.client.RedisClient;
import org.redisson.connection.MasterSlaveEntry;

/** Says which servers are primaries now, and which slots of a cluster each of them serves by what Redisson knows. */
final class TrackedPrimaries implements Consumer<ConnectedClient> {

    private static final int SLOTS = 16_384;

    private final Trackings trackings;

    TrackedPrimaries(Trackings trackings) {
        this.trackings = trackings;
    }

    @Override
    public void accept(ConnectedClient client) {
        Map<RedisClient, BitSet> slots = trackings.isUsed() ? slotsOf(client) : Map.of();
        List<TrackedPrimary> primaries = client.primaries().stream()
                .map(MasterSlaveEntry::getClient)
                .map(server -> new TrackedPrimary(
                        server,
                        ServerName.of(server.getAddr()),
                        () -> RefusedServer.userOf(server),
                        slots.getOrDefault(server, new BitSet())))
                .toList();
        trackings.follow(primaries);
    }

    private static Map<RedisClient, BitSet> slotsOf(ConnectedClient client) {
        Map<RedisClient, BitSet> slots = new HashMap<>();
        for (int slot = 0; client.isCluster() && slot < SLOTS; slot++) {
            MasterSlaveEntry primary = client.primaryOfSlot(slot);
            if (primary != null) {
                slots.computeIfAbsent(primary.getClient(), server -> new BitSet())
                        .set(slot);
            }
        }
        return slots;
    }
}
