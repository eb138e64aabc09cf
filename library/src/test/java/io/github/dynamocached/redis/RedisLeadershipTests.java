package io.github.dynamocached.redis;

import static io.github.dynamocached.cache.Stages.await;
import static io.github.dynamocached.cache.Stages.awaitFailure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.breaker.RedisUnavailableException;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.servers.SharedServers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Two nodes that want to lead one task, on a real Redis. Its clock decides. */
class RedisLeadershipTests {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration BRIEFLY = Duration.ofMillis(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final RedisServer server = SharedServers.redis();
    private final RedisLeadership leadership = new RedisLeadership(Connections.shared());
    private final String task = "streams." + UUID.randomUUID();
    private final String key = "dynamocached:@lead:" + task;

    private Optional<Map<String, String>> lead(String node, Duration lease) {
        return await(leadership.lead(task, node, lease));
    }

    private boolean keep(String node, Duration lease, Map<String, Optional<String>> changes) {
        return await(leadership.keep(task, node, lease, changes, DAY));
    }

    private static Map<String, Optional<String>> set(String name, String text) {
        return Map.of(name, Optional.of(text));
    }

    private long timeToLive() {
        return (Long) Objects.requireNonNull(server.execute("PTTL", key));
    }

    @Test
    void onlyOneNodeLeads() {
        assertThat(lead("a", MINUTE)).contains(Map.of());
        assertThat(lead("b", MINUTE)).isEmpty();
        assertThat(lead("a", MINUTE)).contains(Map.of());
    }

    @Test
    void nextLeaderGoesOnFromTheStateOfTheLast() {
        assertThat(lead("a", MINUTE)).isPresent();
        assertThat(keep("a", MINUTE, set("shard", "17"))).isTrue();
        assertThat(keep("a", BRIEFLY, set("other", "é: +1 -"))).isTrue();

        await().until(() -> lead("b", MINUTE).isPresent());

        assertThat(lead("b", MINUTE)).contains(Map.of("shard", "17", "other", "é: +1 -"));
        assertThat(lead("a", MINUTE)).isEmpty();
    }

    @Test
    void formerLeaderKeepsNothing() {
        assertThat(lead("a", BRIEFLY)).isPresent();
        await().until(() -> lead("b", MINUTE).isPresent());
        assertThat(keep("b", MINUTE, set("shard", "18"))).isTrue();

        assertThat(keep("a", MINUTE, set("shard", "17"))).isFalse();

        assertThat(lead("b", MINUTE)).contains(Map.of("shard", "18"));
    }

    @Test
    void leaderWhoseLeaseHasRunOutKeepsNothingEvenIfNobodyFollowed() {
        assertThat(lead("a", MINUTE)).isPresent();
        assertThat(keep("a", MINUTE, set("shard", "17"))).isTrue();
        assertThat(keep("a", BRIEFLY, Map.of())).isTrue();
        await().until(() -> !keep("a", BRIEFLY, Map.of()));

        assertThat(keep("a", MINUTE, set("shard", "18"))).isFalse();

        assertThat(lead("a", MINUTE)).contains(Map.of("shard", "17"));
    }

    @Test
    void nodeThatNeverLedKeepsNothing() {
        assertThat(keep("a", MINUTE, set("shard", "17"))).isFalse();
        assertThat(server.execute("EXISTS", key)).isEqualTo(0L);
    }

    @Test
    void changesReplaceAndRemoveAndLeaveTheRest() {
        assertThat(lead("a", MINUTE)).isPresent();
        assertThat(keep("a", MINUTE, Map.of("1", Optional.of("a"), "2", Optional.of(""), "3", Optional.of("c"))))
                .isTrue();
        assertThat(keep("a", MINUTE, Map.of("1", Optional.of("new"), "3", Optional.empty(), "4", Optional.empty())))
                .isTrue();
        assertThat(lead("a", MINUTE)).contains(Map.of("1", "new", "2", ""));
    }

    @Test
    void namesOfTheStateAreNotThoseOfTheLeader() {
        assertThat(lead("a", MINUTE)).isPresent();
        assertThat(keep("a", MINUTE, Map.of("@n", Optional.of("b"), "@d", Optional.of("0"))))
                .isTrue();
        assertThat(lead("b", MINUTE)).isEmpty();
        assertThat(lead("a", MINUTE)).contains(Map.of("@n", "b", "@d", "0"));
    }

    @Test
    void manyChangesAreOneCommand() {
        Map<String, Optional<String>> changes = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            changes.put("shard-" + i, Optional.of("position " + i));
        }
        assertThat(lead("a", MINUTE)).isPresent();
        assertThat(keep("a", MINUTE, changes)).isTrue();
        assertThat(lead("a", MINUTE))
                .hasValueSatisfying(state -> assertThat(state).hasSize(20_000));
    }

    @Test
    void hashIsNeverWithoutTimeToLive() {
        assertThat(lead("a", MINUTE)).isPresent();
        assertThat(timeToLive()).isBetween(1L, MINUTE.toMillis());
        assertThat(keep("a", MINUTE, Map.of())).isTrue();
        assertThat(timeToLive()).isBetween(MINUTE.toMillis() + 1, DAY.toMillis());
        assertThat(lead("a", MINUTE)).isPresent();
        assertThat(timeToLive()).isGreaterThan(MINUTE.toMillis());
        assertThat(await(leadership.keep(task, "a", DAY, Map.of(), BRIEFLY))).isTrue();
        assertThat(timeToLive()).isGreaterThan(MINUTE.toMillis());
    }

    @Test
    void serverThatForgotTheScriptsGetsThemAgain() {
        assertThat(lead("a", MINUTE)).isPresent();
        server.execute("SCRIPT", "FLUSH");
        assertThat(keep("a", MINUTE, set("shard", "17"))).isTrue();
        server.execute("SCRIPT", "FLUSH");
        assertThat(lead("a", MINUTE)).contains(Map.of("shard", "17"));
    }

    @Test
    void nobodyLeadsWhileServerIsAway() {
        try (RedisServer away = RedisServer.start()) {
            away.kill();
            try (RedisConnection connection = Connections.open(away)) {
                RedisLeadership led = new RedisLeadership(connection);
                assertThat(awaitFailure(led.lead(task, "a", MINUTE)))
                        .isInstanceOf(RedisUnavailableException.class)
                        .hasMessageNotContaining(task);
                assertThat(awaitFailure(led.keep(task, "a", MINUTE, Map.of(), DAY)))
                        .isInstanceOf(RedisUnavailableException.class);
            }
        }
    }
}
