package io.github.dynamocached.redis;

import static java.util.stream.Collectors.toMap;

import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.servers.RespConnection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** How long each key of the cache will live, as anybody sees it who looks through a whole server. */
final class LivesOfKeys {

    private static final String OURS = Connections.PATIENT.keyPrefix() + ":*";
    private static final long GONE = -2;

    private LivesOfKeys() {}

    /** The keys and their milliseconds left, -1 for a key without a limit. */
    static Map<String, Long> on(RedisServer server) {
        try (RespConnection redis = server.connect()) {
            return names(redis).stream()
                    .collect(toMap(name -> name, name -> (Long) Objects.requireNonNull(redis.execute("PTTL", name))))
                    .entrySet()
                    .stream()
                    .filter(life -> life.getValue() != GONE)
                    .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
        }
    }

    private static Set<String> names(RespConnection redis) {
        Set<String> names = new HashSet<>();
        String cursor = "0";
        do {
            List<?> page = (List<?>) Objects.requireNonNull(redis.execute("SCAN", cursor, "MATCH", OURS));
            cursor = (String) page.get(0);
            ((List<?>) page.get(1)).forEach(name -> names.add((String) name));
        } while (!cursor.equals("0"));
        return names;
    }
}
