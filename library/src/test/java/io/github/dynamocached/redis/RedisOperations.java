package io.github.dynamocached.redis;

import static io.github.dynamocached.cache.Stages.await;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.store.AcquireRequest;
import io.github.dynamocached.store.Acquisition;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.Fill;
import io.github.dynamocached.store.FillResult;
import io.github.dynamocached.store.Slot;
import io.github.dynamocached.store.StoredEntry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** One key and what tests of whole servers do to it. */
final class RedisOperations {

    static final Duration MINUTE = Duration.ofMinutes(1);
    static final EntryFormat USER = EntryFormat.fields("User", "s1", List.of("name"));

    final CacheKey key = CacheKey.of("users", List.of(UUID.randomUUID().toString()));
    final Slot slot = new Slot(key, Slot.ENTITY);
    final EntryStore store;

    RedisOperations(RedisConnection connection) {
        this.store = new RedisEntryStore(connection);
    }

    CompletionStage<StoredEntry> read() {
        return store.read(slot, USER, true);
    }

    CompletionStage<Acquisition> acquire(String nonce) {
        return store.acquire(slot, USER, AcquireRequest.miss(nonce, MINUTE, Duration.ZERO));
    }

    CompletionStage<FillResult> fill(String token, byte[] value) {
        Fill fill = new Fill(token, false, MINUTE, Duration.ZERO, Duration.ZERO, Duration.ZERO, 100);
        return store.fill(slot, USER, fill, new byte[][] {value});
    }

    CompletionStage<Void> evict() {
        return store.evict(key, MINUTE, EntryStore.NO_WRITER);
    }

    String lease(String nonce) {
        return ((Acquisition.Leased) await(acquire(nonce))).token();
    }

    FillResult put() {
        return await(fill(lease(UUID.randomUUID().toString()), new byte[] {'A', 'd', 'a'}));
    }

    /** How often the server executed each command since its statistics were reset, those of this look left out. */
    static Map<String, Integer> commandsOf(RedisServer server) {
        Map<String, Integer> calls = new TreeMap<>();
        String statistics = (String) Objects.requireNonNull(server.execute("INFO", "commandstats"));
        for (String line : statistics.split("\r\n", -1)) {
            if (line.startsWith("cmdstat_")) {
                String name = line.substring("cmdstat_".length(), line.indexOf(':'));
                int begin = line.indexOf("calls=") + "calls=".length();
                calls.put(name, Integer.valueOf(line.substring(begin, line.indexOf(',', begin))));
            }
        }
        calls.remove("config|resetstat");
        calls.remove("config");
        return calls;
    }

    /** How many commands a server has answered with an error that begins so. */
    static long refusedBy(RedisServer server, String error) {
        String beginning = "errorstat_" + error + ":count=";
        return String.valueOf(server.execute("INFO", "errorstats"))
                .lines()
                .filter(line -> line.startsWith(beginning))
                .mapToLong(line -> Long.parseLong(line.substring(beginning.length())))
                .sum();
    }
}
