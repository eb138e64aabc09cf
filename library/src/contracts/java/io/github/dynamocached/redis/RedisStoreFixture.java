package io.github.dynamocached.redis;

import static org.awaitility.Awaitility.await;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.cache.EntryStoreFixture;
import io.github.dynamocached.layout.KeyNames;
import io.github.dynamocached.layout.Scripts;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.store.EntryStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.redisson.config.Config;

/** A store on a real Redis under test, looked at from beside as {@code redis-cli} would. */
final class RedisStoreFixture implements EntryStoreFixture {

    private static final KeyNames KEYS = new KeyNames(Connections.PATIENT.keyPrefix());

    private final Function<String, RedisServer> serverOf;
    private final Config servers;
    private final RedisConnection connection;
    private final Scripts scripts;
    private final EntryStore store;

    RedisStoreFixture(RedisServer server, RedisConnection connection, Scripts scripts) {
        this(key -> server, Connections.configOf(server), connection, scripts);
    }

    RedisStoreFixture(
            Function<String, RedisServer> serverOf, Config servers, RedisConnection connection, Scripts scripts) {
        this.serverOf = serverOf;
        this.servers = servers;
        this.connection = connection;
        this.scripts = scripts;
        this.store = new RedisEntryStore(connection, scripts);
    }

    private @Nullable Object execute(String command, CacheKey key, Object... arguments) {
        String name = nameOf(key);
        Stream<Object> words = Stream.concat(Stream.of(command, name), Stream.of(arguments));
        return serverOf.apply(name).execute(words.toArray());
    }

    static String beginningOf(String cacheName) {
        return KEYS.beginningOf(cacheName);
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
        return new RedisEntryStore(BelievingConnection.beside(connection, servers, millis), scripts);
    }

    @Override
    public long now() {
        List<?> time = (List<?>) Objects.requireNonNull(serverOf.apply("any").execute("TIME"));
        return Long.parseLong((String) time.get(0)) * 1000 + Long.parseLong((String) time.get(1)) / 1000;
    }

    @Override
    public void passTime(Duration time) {
        long end = now() + time.toMillis() + 1;
        await().pollInterval(Duration.ofMillis(1)).until(() -> now() >= end);
    }

    @Override
    public void delete(CacheKey key) {
        execute("DEL", key);
    }

    @Override
    public void putOther(CacheKey key) {
        execute("SET", key, "text", "PX", "60000");
    }

    @Override
    public void putField(CacheKey key, String field, String text) {
        execute("HSET", key, field, text);
    }

    @Override
    public Map<String, String> fields(CacheKey key) {
        List<?> words = (List<?>) Objects.requireNonNull(execute("HGETALL", key));
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < words.size(); i += 2) {
            fields.put((String) words.get(i), (String) words.get(i + 1));
        }
        return fields;
    }

    @Override
    public long timeToLive(CacheKey key) {
        return (Long) Objects.requireNonNull(execute("PTTL", key));
    }
}
