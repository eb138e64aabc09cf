package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.redis.RedisConnection;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.servers.SharedServers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** Promise P1 from outside: two applications with one annotated repository each, on one Redis and one table. */
class StaleFillTests {

    /** Who evicts. */
    enum Evictor {
        ANNOTATED_METHOD,
        ANNOTATED_METHOD_OF_ANOTHER_NODE,
        PLAIN_DELETE
    }

    private final RedisServer redis = SharedServers.redis();
    private final String prefix = "test-" + UUID.randomUUID();
    private final Map<String, Account> table = new ConcurrentHashMap<>();
    private final ApplicationContextRunner node = Applications.runner()
            .withBean(GatedRepository.class, () -> new GatedRepository(table))
            .withPropertyValues(
                    "spring.data.redis.url=" + redis.uri(),
                    "dynamocached.key-prefix=" + prefix,
                    "dynamocached.redis.timeout=5s",
                    "dynamocached.redis.evict-timeout=5s");

    @ParameterizedTest
    @CsvSource({
        "ANNOTATED_METHOD, false",
        "ANNOTATED_METHOD, true",
        "ANNOTATED_METHOD_OF_ANOTHER_NODE, false",
        "ANNOTATED_METHOD_OF_ANOTHER_NODE, true",
        "PLAIN_DELETE, false",
        "PLAIN_DELETE, true"
    })
    void loadFromBeforeAnEvictionIsNotStored(Evictor evictor, boolean keyIsPresent) {
        node.run(one -> node.run(other -> {
            GatedRepository repository = repositoryOf(one);
            GatedRepository another = repositoryOf(other);
            table.put("1", Account.of("1", "old"));
            if (keyIsPresent) {
                repository.label("1", "long");
            }
            GatedRepository.Gate gate = repository.holdNextLoad("1");
            FutureTask<Optional<Account>> slow = started(() -> repository.find("1"));
            gate.awaitSeen();

            switch (evictor) {
                case ANNOTATED_METHOD -> repository.save(Account.of("1", "new"));
                case ANNOTATED_METHOD_OF_ANOTHER_NODE -> another.save(Account.of("1", "new"));
                case PLAIN_DELETE -> {
                    table.put("1", Account.of("1", "new"));
                    redis.execute("DEL", prefix + ":accounts:1");
                }
            }
            gate.open();

            assertThat(slow.get(20, TimeUnit.SECONDS)).contains(Account.of("1", "old"));
            assertThat(repository.find("1")).contains(Account.of("1", "new"));
            assertThat(another.find("1")).contains(Account.of("1", "new"));
        }));
    }

    private static FutureTask<Optional<Account>> started(Callable<Optional<Account>> call) {
        FutureTask<Optional<Account>> task = new FutureTask<>(call);
        new Thread(task, "slow caller").start();
        return task;
    }

    /** A server of which it is not sure that it has not just been restored from a snapshot stores nothing yet. */
    private GatedRepository repositoryOf(ApplicationContext context) {
        await().atMost(Duration.ofSeconds(20)).until(context.getBean(RedisConnection.class)::isConnected);
        GatedRepository repository = context.getBean(GatedRepository.class);
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            repository.label("probe", "short");
            return Long.valueOf(1).equals(redis.execute("EXISTS", prefix + ":accounts:probe"));
        });
        return repository;
    }
}
