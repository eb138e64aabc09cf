package io.github.dynamocached.redis;

import io.github.dynamocached.layout.FormatLayout;
import io.github.dynamocached.layout.Script;
import io.github.dynamocached.layout.Scripts;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.Slot;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.redisson.client.RedisClient;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.connection.MasterSlaveEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives each new primary the scripts, and sends one read ahead, so that the first request finds scripts, classes and
 * connections ready. If this fails, the first requests do it themselves.
 */
final class FirstCommands implements Consumer<ConnectedClient> {

    private static final Logger log = LoggerFactory.getLogger(RedisConnection.class);
    private static final FormatLayout NOTHING = new FormatLayout(EntryFormat.blob("none", "0"));

    private final Circuits circuits;
    private final ReadChannels channels;
    private final String key;
    private final Scripts scripts = Scripts.load();
    private final Set<RedisClient> prepared = ConcurrentHashMap.newKeySet();

    /** @param keyPrefix begins the key that is read, which never exists */
    FirstCommands(Circuits circuits, ReadChannels channels, String keyPrefix) {
        this.circuits = circuits;
        this.channels = channels;
        this.key = keyPrefix + ":@first";
    }

    /** Another process serves now, which may know no scripts. */
    void again() {
        prepared.clear();
    }

    /** Prepares the primaries that are new. */
    @Override
    public void accept(ConnectedClient client) {
        prepared.retainAll(
                client.primaries().stream().map(MasterSlaveEntry::getClient).collect(Collectors.toSet()));
        for (MasterSlaveEntry primary : client.primaries()) {
            if (prepared.add(primary.getClient())) {
                prepare(client, primary);
            }
        }
    }

    private void prepare(ConnectedClient client, MasterSlaveEntry primary) {
        try {
            for (Script script : scripts.all()) {
                CompletableFuture<Object> unused = client.evictions()
                        .writeAsync(primary, ByteArrayCodec.INSTANCE, Commands.SCRIPT, "LOAD", script.text())
                        .toCompletableFuture();
            }
            if (primary.getClient().equals(client.primaryOf(key))) {
                read(client, primary.getClient());
            }
        } catch (RuntimeException refused) {
            log.debug("The scripts were not loaded ahead", refused);
        }
    }

    private void read(ConnectedClient client, RedisClient primary) {
        ReadReply read = new ReadReply(NOTHING, key, Slot.ENTITY, false);
        read.route(client, channels.of(primary, client.poolSize()), null);
        if (read.passes(circuits.ofReads(primary), client.clock())) {
            read.send();
        }
    }
}
