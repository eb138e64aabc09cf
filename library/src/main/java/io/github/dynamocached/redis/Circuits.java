package io.github.dynamocached.redis;

import io.github.dynamocached.cache.StoreListener;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.redisson.client.RedisClient;
import org.redisson.connection.MasterSlaveEntry;

/** What judges the commands of one connection, evictions apart from all others, and who hears of it. */
final class Circuits {

    private final RedisSettings settings;
    private final Supplier<Collection<MasterSlaveEntry>> primaries;
    private final StoreListeners listeners = new StoreListeners();
    private final Breakers<RedisClient> reads;
    private final Breakers<RedisClient> evictions;

    /** @param primaries those that there are now */
    Circuits(RedisSettings settings, Supplier<Collection<MasterSlaveEntry>> primaries) {
        this.settings = settings;
        this.primaries = primaries;
        this.reads = breakers("reads", settings.timeout());
        this.evictions = breakers("evictions", settings.evictTimeout());
    }

    private Breakers<RedisClient> breakers(String name, Duration limit) {
        return new Breakers<>(
                name,
                settings.breaker(),
                limit,
                () -> primaries.get().stream().map(MasterSlaveEntry::getClient).toList(),
                RedisClient::getAddr,
                listeners);
    }

    /** The breaker for what is sent for a key; another one while there is no connection. */
    Breaker of(@Nullable ConnectedClient client, String key, boolean isEviction) {
        return (isEviction ? evictions : reads).of(client == null ? null : client.primaryOf(key));
    }

    /** Forgets what is a primary no more: nothing is sent there, so nothing else would change what is told of it. */
    void forgetFormer() {
        reads.forgetFormer();
        evictions.forgetFormer();
    }

    /** Tells a listener of everything from now on, and how it is now. */
    void listen(StoreListener listener) {
        listeners.add(listener);
        reads.tellState(listener);
        evictions.tellState(listener);
    }

    /** All who listen. */
    StoreListener listeners() {
        return listeners;
    }
}
