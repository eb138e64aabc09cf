package io.github.dynamocached.benchmarks;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Commands of Lettuce alone: what they read is not turned into an object. */
final class LettuceSubjects {

    private LettuceSubjects() {}

    /** Reads JSON as text. */
    static Subject get() throws Throwable {
        RedisClient client = RedisClient.create(BenchmarkRedis.address());
        RedisCommands<String, String> commands = client.connect().sync();
        commands.set("text-for-lettuce", ProductText.JSON);
        return Subject.hits(client::shutdown, ProductText.JSON, () -> commands.get("text-for-lettuce"));
    }

    /** Reads a hundred texts with one command. */
    static Subject mget() throws Throwable {
        RedisClient client = RedisClient.create(BenchmarkRedis.address());
        RedisCommands<String, String> commands = client.connect().sync();
        Map<String, String> texts = new LinkedHashMap<>();
        OurSubjects.HUNDRED_IDS.forEach(id -> texts.put("text-" + id, ProductText.JSON));
        commands.mset(texts);
        String[] keys = texts.keySet().toArray(String[]::new);
        List<String> expected = List.copyOf(texts.values());
        return Subject.hits(
                client::shutdown,
                expected,
                () -> commands.mget(keys).stream()
                        .map(found -> found.getValue())
                        .toList());
    }
}
