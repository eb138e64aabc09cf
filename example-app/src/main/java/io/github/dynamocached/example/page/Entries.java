package io.github.dynamocached.example.page;

import io.github.dynamocached.DynamoCache;
import io.github.dynamocached.DynamoCaches;
import io.github.dynamocached.EntryState;
import io.github.dynamocached.VariantState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.stereotype.Component;

/** What Redis holds of one user: the hash as {@code HGETALL} shows it, and what the library says about it. */
@Component
@OnlyWithPage
class Entries {

    private static final int LONGEST_VALUE = 200;

    private final DynamoCache cache;
    private final RedisConnectionFactory connections;
    private final RedisState redis;
    private final String keyPrefix;

    Entries(
            DynamoCaches caches,
            RedisConnectionFactory connections,
            RedisState redis,
            @Value("${dynamocached.key-prefix:dynamocached}") String keyPrefix) {
        this.connections = connections;
        this.redis = redis;
        this.keyPrefix = keyPrefix;
        cache = caches.cache("users");
    }

    Entry of(String id) {
        redis.requireRunning();
        EntryState state = cache.look(id);
        String key = keyPrefix + ":users:" + id;
        return new Entry(key, state.timeToLive().toMillis(), sentencesOf(state), fieldsOf(key));
    }

    private static List<String> sentencesOf(EntryState state) {
        if (!state.hasKey()) {
            return List.of("Redis has nothing under this key. The next read loads it.");
        }
        String mark = "Just evicted: for " + seconds(state.holdOff()) + " more, loads read consistently.";
        return Stream.concat(
                        state.holdOff().isZero() ? Stream.empty() : Stream.of(mark),
                        state.variants().stream().map(Entries::sentenceOf))
                .toList();
    }

    private static String sentenceOf(VariantState variant) {
        return switch (variant.freshness()) {
            case NONE -> variant.leased() ? "No value. Somebody is loading it now." : "No value.";
            case FRESH ->
                (variant.negative() ? "A cached absence" : "A fresh value of " + variant.bytes() + " bytes") + ", "
                        + seconds(variant.age()) + " old, fresh for " + seconds(variant.freshFor())
                        + " more. Its load took " + variant.loadTime().toMillis() + " ms.";
            default -> "A stale value, " + seconds(variant.age()) + " old.";
        };
    }

    private static String seconds(Duration duration) {
        return "%.1f s".formatted(duration.toMillis() / 1e3);
    }

    private List<Field> fieldsOf(String key) {
        try (RedisConnection connection = connections.getConnection()) {
            Map<byte[], byte[]> hash = connection.hashCommands().hGetAll(key.getBytes(StandardCharsets.UTF_8));
            return hash == null
                    ? List.of()
                    : hash.entrySet().stream()
                            .map(field -> new Field(readable(field.getKey()), readable(field.getValue())))
                            .sorted(Comparator.comparing(Field::name))
                            .toList();
        }
    }

    /** The bytes as text, with escapes for those that are none, as redis-cli shows them. */
    private static String readable(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (char letter : new String(bytes, StandardCharsets.UTF_8).toCharArray()) {
            if (Character.isISOControl(letter) || letter == '\uFFFD') {
                text.append("\\x").append(HexFormat.of().toHexDigits((byte) letter));
            } else {
                text.append(letter);
            }
        }
        return text.length() <= LONGEST_VALUE ? text.toString() : text.substring(0, LONGEST_VALUE) + "…";
    }

    /**
     * What is held under one key.
     *
     * @param key the name in Redis
     * @param timeToLiveMillis until Redis removes it, 0 if there is none
     * @param state what the library says
     * @param fields the hash
     */
    record Entry(String key, long timeToLiveMillis, List<String> state, List<Field> fields) {}

    /** A field of the hash. */
    record Field(String name, String value) {}
}
