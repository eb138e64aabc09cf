package io.github.dynamocached.redis;

import static io.github.dynamocached.cache.Stages.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.servers.RespConnection;
import io.github.dynamocached.store.AcquireRequest;
import io.github.dynamocached.store.Acquisition;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.Fill;
import io.github.dynamocached.store.FillResult;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How much memory entries take in Redis, and how long Redis takes to read them: both are printed as Markdown. */
@Tag("full")
class MemoryReportTests {

    private static final Duration MINUTES = Duration.ofMinutes(10);
    private static final Pattern MICROS = Pattern.compile("cmdstat_hmget:calls=\\d+,usec=\\d+,usec_per_call=([\\d.]+)");

    private final RedisServer server = RedisServer.start();
    private final RespConnection client = server.connect();
    private RedisConnection connection;
    private EntryStore store;
    private int keys;

    @BeforeEach
    void connect() {
        connection = Connections.ready(Connections.open(server));
        store = new RedisEntryStore(connection);
    }

    @AfterEach
    void stop() {
        connection.close();
        client.close();
        server.close();
    }

    /** The attributes of an item: each but the first has a value of twelve characters. */
    private record Item(List<String> names, List<String> values) {

        static Item of(int attributes, int first) {
            return new Item(
                    IntStream.range(0, attributes)
                            .mapToObj("attribute%02d"::formatted)
                            .toList(),
                    IntStream.range(0, attributes)
                            .mapToObj(i -> "v".repeat(i == 0 ? first : 12))
                            .toList());
        }

        String json() {
            return IntStream.range(0, names.size())
                    .mapToObj(i -> "\"" + names.get(i) + "\":\"" + values.get(i) + "\"")
                    .collect(Collectors.joining(",", "{", "}"));
        }

        EntryFormat format() {
            return EntryFormat.fields("Item", "s1", names);
        }
    }

    private long memory(String key) {
        return (Long) Objects.requireNonNull(client.execute("MEMORY", "USAGE", key));
    }

    private long memory(String key, String encoding) {
        assertThat(client.execute("OBJECT", "ENCODING", key)).isEqualTo(encoding);
        return memory(key);
    }

    /** All keys have names of one length. */
    private CacheKey newKey() {
        return CacheKey.of("users", List.of("user%04d".formatted(keys++)));
    }

    private String store(EntryFormat format, String variant, List<String> values) {
        Slot slot = new Slot(newKey(), variant);
        Acquisition lease = await(store.acquire(slot, format, AcquireRequest.miss("IjKlMn0123-1", MINUTES, MINUTES)));
        Fill fill = new Fill(
                ((Acquisition.Leased) lease).token(),
                false,
                MINUTES,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofMillis(12),
                10);
        byte[][] fields = values.stream().map(value -> value.getBytes(UTF_8)).toArray(byte[][]::new);
        assertThat(await(store.fill(slot, format, fill, fields))).isEqualTo(FillResult.STORED);
        return RedisStoreFixture.nameOf(slot.key());
    }

    private String fields(Item item) {
        return store(item.format(), Slot.ENTITY, item.values);
    }

    private String blob(Item item) {
        return store(EntryFormat.blob("Item-AbCdEf", "s1"), "Item-AbCdEf", List.of(item.json()));
    }

    private String string(Item item) {
        String key = RedisStoreFixture.nameOf(newKey());
        client.execute("SET", key, item.json(), "EX", 600);
        return key;
    }

    private String formatOne(Item item) {
        String key = RedisStoreFixture.nameOf(newKey());
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < item.names.size(); i++) {
            fields.add(item.names.get(i));
            fields.add(item.values.get(i));
        }
        new FormatOne(server, key).store(fields.toArray(String[]::new));
        return key;
    }

    private void setLongestInListpack(int bytes) {
        client.execute("CONFIG", "SET", "hash-max-listpack-value", bytes);
    }

    @Test
    void memoryOfEntries() {
        System.out.println(String.valueOf(client.execute("INFO"))
                .lines()
                .filter(line -> line.matches("(redis_version|mem_allocator):.*"))
                .toList());
        System.out.println(client.execute("CONFIG", "GET", "hash-max-listpack-*"));
        System.out.println("""
                | attributes | JSON string | fields | stored format 1 | one of 100 bytes, 64 | 128 | one field of JSON, 64 | 4096 |
                |--:|--:|--:|--:|--:|--:|--:|--:|""");
        for (int attributes : List.of(5, 10, 20, 50)) {
            Item plain = Item.of(attributes, 12);
            Item wide = Item.of(attributes, 100);
            setLongestInListpack(64);
            long json = memory(string(plain));
            long fields = memory(fields(plain), "listpack");
            long older = memory(formatOne(plain), "hashtable");
            long wideAt64 = memory(fields(wide), "hashtable");
            long blobAt64 = memory(blob(plain), "hashtable");
            setLongestInListpack(128);
            long wideAt128 = memory(fields(wide), "listpack");
            setLongestInListpack(4096);
            long blobAt4096 = memory(blob(plain), "listpack");
            System.out.printf(
                    "| %d | %d | %d | %d | %d | %d | %d | %d |%n",
                    attributes, json, fields, older, wideAt64, wideAt128, blobAt64, blobAt4096);
            assertThat(fields).isLessThan((long) (1.4 * json)).isLessThan(older / 2);
            assertThat(wideAt128).isLessThan(wideAt64 / 2);
            assertThat(blobAt4096).isLessThan((long) (1.4 * json));
        }
    }

    @Test
    void timeOfReadsInRedis() {
        System.out.println("| attributes | `listpack`, all | `hashtable`, all |\n|--:|--:|--:|");
        for (int attributes : List.of(5, 10, 20, 50, 100)) {
            Item item = Item.of(attributes, 12);
            setLongestInListpack(64);
            double listpack = microsToRead(fields(item), item, "listpack");
            setLongestInListpack(1);
            double hashtable = microsToRead(fields(item), item, "hashtable");
            System.out.printf(Locale.ROOT, "| %d | %.1f µs | %.1f µs |%n", attributes, listpack, hashtable);
            assertThat(listpack).isPositive();
            assertThat(hashtable).isPositive();
        }
    }

    private double microsToRead(String key, Item item, String encoding) {
        assertThat(client.execute("OBJECT", "ENCODING", key)).isEqualTo(encoding);
        List<Object> command = new ArrayList<>(List.of("HMGET", key, "@x"));
        command.addAll(item.names);
        for (int i = 0; i < 4000; i++) {
            if (i == 2000) {
                client.execute("CONFIG", "RESETSTAT");
            }
            client.execute(command.toArray());
        }
        Matcher micros = MICROS.matcher((String) Objects.requireNonNull(client.execute("INFO", "commandstats")));
        assertThat(micros.find()).isTrue();
        return Double.parseDouble(Objects.requireNonNull(micros.group(1)));
    }
}
