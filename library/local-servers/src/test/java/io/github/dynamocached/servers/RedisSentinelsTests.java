package io.github.dynamocached.servers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("full")
class RedisSentinelsTests {

    @Test
    void replicaTakesOverWhatTheMasterHeld() {
        try (RedisSentinels sentinels = RedisSentinels.start()) {
            RedisReplication data = sentinels.data();
            try (RespConnection connection = data.master().connect()) {
                connection.execute("SET", "key", "value");
                assertThat(connection.execute("WAIT", 1, 5_000)).isEqualTo(1L);
            }

            sentinels.failOver();

            assertThat(sentinels.uris()).hasSize(3);
            assertThat(data.replica().execute("GET", "key")).isEqualTo("value");
            assertThat(data.replica().execute("SET", "key", "other")).isEqualTo("OK");
        }
    }
}
