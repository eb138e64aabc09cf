package io.github.dynamocached.redis;

import static io.github.dynamocached.cache.Stages.await;
import static io.github.dynamocached.cache.Stages.awaitDone;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.cache.AbstractLoadLockContractTests;
import io.github.dynamocached.layout.Scripts;
import io.github.dynamocached.servers.SharedServers;
import io.github.dynamocached.store.LoadLock;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RedisLoadLockContractTests extends AbstractLoadLockContractTests {

    private final LoadLock lock = new RedisLoadLock(Connections.shared());

    @Override
    protected LoadLock lock() {
        return lock;
    }

    @Override
    protected void passTime(Duration time) {
        new RedisStoreFixture(SharedServers.redis(), Connections.shared(), Scripts.load()).passTime(time);
    }

    @Test
    void ownerOfSameNumberOnOtherNodeIsAnotherOwner() {
        Slot slot = new Slot(CacheKey.of("users", List.of(UUID.randomUUID().toString())), "List<User>");
        assertThat(await(lock.tryLock(slot, 1, Duration.ofMinutes(1)))).isTrue();
        assertThat(SharedServers.redis()
                        .execute(
                                "EXISTS",
                                "dynamocached:@lock:users:" + slot.key().text() + ":List<User>"))
                .isEqualTo(1L);

        try (RedisConnection otherNode = Connections.ready(Connections.open(SharedServers.redis()))) {
            LoadLock other = new RedisLoadLock(otherNode);
            assertThat(await(other.tryLock(slot, 1, Duration.ofMinutes(1)))).isFalse();
            awaitDone(other.unlock(slot, 1));
            assertThat(await(other.tryLock(slot, 1, Duration.ofMinutes(1)))).isFalse();
            awaitDone(lock.unlock(slot, 1));
            assertThat(await(other.tryLock(slot, 1, Duration.ofMinutes(1)))).isTrue();
        }
    }
}
