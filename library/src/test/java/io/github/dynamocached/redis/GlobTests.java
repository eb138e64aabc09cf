package io.github.dynamocached.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.servers.SharedServers;
import java.util.List;
import org.junit.jupiter.api.Test;

class GlobTests {

    private final RedisServer redis = SharedServers.redis();

    @Test
    void plainTextStaysAsItIs() {
        assertThat(Glob.escaped("dynamocached:users-1_2.x:")).isEqualTo("dynamocached:users-1_2.x:");
    }

    @Test
    void patternMatchesItsTextAlone() {
        String text = "glob:a*b?c[d-e]^f\\g:";
        redis.execute("SET", text + "1", "value", "PX", 60_000);
        redis.execute("SET", "glob:aXbXcd^f\\g:1", "value", "PX", 60_000);
        redis.execute("SET", "glob:aXbYc[d-e]^fg:1", "value", "PX", 60_000);

        assertThat(redis.execute("KEYS", Glob.escaped(text) + "*")).isEqualTo(List.of(text + "1"));
    }
}
