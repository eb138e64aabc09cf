package io.github.dynamocached.redis;

import static org.awaitility.Awaitility.await;

import io.github.dynamocached.cache.CacheKey;
import io.github.dynamocached.cache.EntryStore;
import io.github.dynamocached.cache.EntryStoreFixture;
import io.github.dynamocached.servers.RedisServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A store on a real Redis under test, looked at from beside as {@code redis-cli} would. */
final class RedisStoreFixture implements EntryStoreFixture {

    private static final KeyNames KEYS = new KeyNames(Connections.PATIENT.keyPrefix());

    private final RedisServer server;
    private final RedisConnection connection;
    private final Scripts scripts;
    private final EntryStore store;

    RedisStoreFixture(RedisServer server, RedisConnection connection, Scripts scripts) {
        this.server = server;
        this.connection = connection;
        this.scripts = scripts;
        this.store = new RedisEntryStore(connection, connection.primary(), scripts);
    }

    static String nameOf(CacheKey key) {
        return KEYS.entry(key);
    }

    @Override
    public EntryStore store() {
        return store;
    }

    @Override
    public EntryStore storeOfPrimaryStartedAt(long millis) {
        Probe probe = new Probe(connection);
        Primary primary =
                new Primary(() -> probe.run().thenApply(view -> new PrimaryView(view.run(), millis, view.clock())));
        return new RedisEntryStore(connection, primary, scripts);
    }

    @Override
    public long now() {
        List<?> time = (List<?>) Objects.requireNonNull(server.execute("TIME"));
        return Long.parseLong((String) time.get(0)) * 1000 + Long.parseLong((String) time.get(1)) / 1000;
    }

    @Override
    public void passTime(Duration time) {
        long end = now() + time.toMillis() + 1;
        await().pollInterval(Duration.ofMillis(1)).until(() -> now() >= end);
    }

    @Override
    public void delete(CacheKey key) {
        server.execute("DEL", nameOf(key));
    }

    @Override
    public void putOther(CacheKey key) {
        server.execute("SET", nameOf(key), "text", "PX", "60000");
    }

    @Override
    public void putField(CacheKey key, String field, String text) {
        server.execute("HSET", nameOf(key), field, text);
    }

    @Override
    public Map<String, String> fields(CacheKey key) {
        List<?> words = (List<?>) Objects.requireNonNull(server.execute("HGETALL", nameOf(key)));
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < words.size(); i += 2) {
            fields.put((String) words.get(i), (String) words.get(i + 1));
        }
        return fields;
    }

    @Override
    public long timeToLive(CacheKey key) {
        return (Long) Objects.requireNonNull(server.execute("PTTL", nameOf(key)));
    }
}
