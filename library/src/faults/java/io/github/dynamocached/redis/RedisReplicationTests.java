package io.github.dynamocached.redis;

import static io.github.dynamocached.cache.Stages.await;
import static io.github.dynamocached.cache.Stages.awaitDone;
import static io.github.dynamocached.redis.RedisOperations.commandsOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.servers.RedisReplication;
import io.github.dynamocached.servers.RedisSentinels;
import io.github.dynamocached.store.FillResult;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.redisson.config.Config;

/** Where there are replicas, the master is read and written, and its successor when it has one. */
@Tag("full")
class RedisReplicationTests {

    static Stream<Function<RedisReplication, Config>> modes() {
        return Stream.of(Modes::of, Modes::fixed);
    }

    @ParameterizedTest
    @MethodSource("modes")
    void replicaIsNeverRead(Function<RedisReplication, Config> mode) {
        try (RedisReplication both = RedisReplication.start();
                RedisConnection connection =
                        Connections.ready(RedisConnection.to(mode.apply(both), Connections.PATIENT))) {
            Modes.awaitService(connection);

            assertThat(commandsOf(both.master())).containsKey("hmget");
            assertThat(commandsOf(both.replica())).doesNotContainKeys("hmget", "evalsha");
        }
    }

    @ParameterizedTest
    @MethodSource("modes")
    void replicaThatHangsHoldsNobodyBack(Function<RedisReplication, Config> mode) {
        try (RedisReplication both = RedisReplication.start();
                RedisConnection connection =
                        Connections.ready(RedisConnection.to(mode.apply(both), Connections.PATIENT))) {
            Modes.awaitService(connection);
            both.replica().pause();
            RedisLoadLock lock = new RedisLoadLock(connection);
            RedisOperations operations = new RedisOperations(connection);

            assertThat(await(lock.tryLock(operations.slot, 1, RedisOperations.MINUTE)))
                    .isTrue();
            assertThat(operations.put()).isEqualTo(FillResult.STORED);
            awaitDone(lock.unlock(operations.slot, 1));

            assertThat(commandsOf(both.master())).doesNotContainKeys("wait", "waitaof");
        }
    }

    @Test
    void replicaThatTheSentinelsChoseIsServed() {
        try (RedisSentinels sentinels = RedisSentinels.start();
                RedisConnection connection =
                        Connections.ready(RedisConnection.to(Modes.of(sentinels), Connections.PATIENT))) {
            Modes.awaitService(connection);
            assertThat(commandsOf(sentinels.data().replica())).doesNotContainKey("hmget");

            sentinels.failOver();

            Modes.awaitService(connection);
            assertThat(commandsOf(sentinels.data().replica())).containsKeys("hmget", "info", "time");
        }
    }

    @Test
    void masterThatHungSinceTheBeginningIsServedWhenItGoesOn() {
        try (RedisSentinels sentinels = RedisSentinels.start()) {
            sentinels.data().master().pause();
            try (RedisConnection connection = RedisConnection.to(Modes.of(sentinels), Connections.PATIENT)) {
                assertThat(new RedisOperations(connection).read().toCompletableFuture())
                        .isCompletedExceptionally();

                sentinels.data().master().resume();

                Modes.awaitService(connection);
            }
        }
    }
}
