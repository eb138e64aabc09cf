package io.github.dynamocached.servers;

import java.util.List;
import java.util.stream.Stream;

/**
 * A slot that moves from one master of a cluster to another. The source serves the keys that it still has. For all other
 * keys of the slot it refers clients to the target ({@code ASK}).
 */
public final class SlotMove {

    private static final int MOST_KEYS = 1_000;
    private static final int TIMEOUT_MILLIS = 5_000;

    private final RedisServer source;
    private final RedisServer target;
    private final Object slot;

    private SlotMove(RedisServer source, RedisServer target, Object slot) {
        this.source = source;
        this.target = target;
        this.slot = slot;
    }

    static SlotMove begin(RedisServer source, RedisServer target, String key) {
        Object slot = String.valueOf(source.execute("CLUSTER", "KEYSLOT", key));
        target.execute("CLUSTER", "SETSLOT", slot, "IMPORTING", RedisCluster.idOf(source));
        source.execute("CLUSTER", "SETSLOT", slot, "MIGRATING", RedisCluster.idOf(target));
        return new SlotMove(source, target, slot);
    }

    /**
     * The keys that the source still has.
     *
     * @return at most a thousand of them
     */
    public List<String> keysLeft() {
        return source.execute("CLUSTER", "GETKEYSINSLOT", slot, MOST_KEYS) instanceof List<?> keys
                ? keys.stream().map(String::valueOf).toList()
                : List.of();
    }

    /**
     * Moves keys with one command.
     *
     * @param keys the keys; those that no longer exist are left out
     */
    public void moveKeys(List<String> keys) {
        if (!keys.isEmpty()) {
            Stream<Object> command = Stream.of("MIGRATE", "127.0.0.1", target.port(), "", 0, TIMEOUT_MILLIS, "KEYS");
            source.execute(Stream.concat(command, keys.stream()).toArray());
        }
    }

    /** Gives the slot to the target. Until the other nodes learn of it, they refer clients to the source ({@code MOVED}). */
    public void end() {
        for (RedisServer node : List.of(target, source)) {
            node.execute("CLUSTER", "SETSLOT", slot, "NODE", RedisCluster.idOf(target));
        }
    }
}
