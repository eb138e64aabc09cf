package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.redis.RedisConnection;
import io.github.dynamocached.servers.ChildJvm;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.servers.SharedServers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationContext;

/** The promises of the library, for an application of ordinary {@code @Cacheable} methods with the starter and one property. */
class SpringCachePromisesTests {

    private final RedisServer redis = SharedServers.redis();
    private final String prefix = "test-" + UUID.randomUUID();
    private final Map<String, String> table = new ConcurrentHashMap<>();

    private static SyncRepository repositoryOf(ApplicationContext context) {
        LocalServers.awaitRedis(context);
        return context.getBean(SyncRepository.class);
    }

    @Test
    void loadFromBeforeAnEvictionIsNotStored() {
        var node = SpringCacheProcess.application(redis.uri().toString(), prefix)
                .withBean(SyncRepository.class, () -> new SyncRepository(table))
                .withPropertyValues("dynamocached.redis.timeout=5s", "dynamocached.redis.evict-timeout=5s");
        node.run(one -> node.run(other -> {
            SyncRepository repository = repositoryOf(one);
            SyncRepository another = repositoryOf(other);
            table.put("1", "old");
            repository.holdNextLoad();
            FutureTask<@Nullable String> slow = new FutureTask<>(() -> repository.find("1"));
            new Thread(slow, "slow caller").start();
            repository.awaitSeen();
            another.save("1", "new");
            repository.open();
            assertThat(slow.get(20, TimeUnit.SECONDS)).isEqualTo("old");
            assertThat(repository.find("1")).isEqualTo("new");
            assertThat(another.find("1")).isEqualTo("new");
        }));
    }

    @Test
    @Tag("full")
    void twoProcessesLoadAColdKeyOnce() throws Exception {
        String uri = redis.uri().toString();
        try (ChildJvm one = ChildJvm.running(SpringCacheProcess.class, uri, prefix);
                ChildJvm another = ChildJvm.running(SpringCacheProcess.class, uri, prefix)) {
            String unused = saidBy(one, "ready") + saidBy(another, "ready");
            one.say("go");
            another.say("go");
            int loads = Integer.parseInt(saidBy(one, "loads ")) + Integer.parseInt(saidBy(another, "loads "));
            assertThat(loads).isEqualTo(1);
        }
    }

    /** The rest of the next line that begins with a text. Other lines are those of its log. */
    private static String saidBy(ChildJvm process, String beginning) throws IOException {
        String line = process.nextLine();
        while (line != null && !line.startsWith(beginning)) {
            line = process.nextLine();
        }
        return Objects.requireNonNull(line, "the process has ended").substring(beginning.length());
    }

    @Test
    @Tag("full")
    void methodIsCalledWithinOneBudgetWhileRedisHangs() {
        try (RedisServer own = RedisServer.start()) {
            SpringCacheProcess.application(own.uri().toString(), prefix)
                    .withBean(SyncRepository.class, () -> new SyncRepository(table))
                    .run(context -> {
                        await().until(context.getBean(RedisConnection.class)::isConnected);
                        SyncRepository repository = context.getBean(SyncRepository.class);
                        table.put("1", "value");
                        assertThat(repository.find("1")).isEqualTo("value");
                        own.pause();
                        try {
                            long began = System.nanoTime();
                            for (int i = 0; i < 5; i++) {
                                assertThat(repository.find("1")).isEqualTo("value");
                            }
                            Duration five = Duration.ofNanos(System.nanoTime() - began);
                            assertThat(five).isLessThan(Duration.ofSeconds(5));
                            repository.save("1", "new");
                            assertThat(repository.find("1")).isEqualTo("new");
                        } finally {
                            own.resume();
                        }
                        await().atMost(Duration.ofSeconds(30))
                                .untilAsserted(
                                        () -> assertThat(repository.find("1")).isEqualTo("new"));
                    });
        }
    }

    @Test
    void hundredConcurrentCallersOfAMethodWithUnlessLeaveItsValue() {
        SpringCacheProcess.application(redis.uri().toString(), prefix)
                .withBean(SyncRepository.class, () -> new SyncRepository(table))
                .withPropertyValues("dynamocached.redis.timeout=5s")
                .run(context -> {
                    SyncRepository repository = repositoryOf(context);
                    List<CompletableFuture<@Nullable String>> callers = new ArrayList<>();
                    for (int i = 0; i < 100; i++) {
                        callers.add(CompletableFuture.supplyAsync(
                                () -> findUnless(repository), task -> new Thread(task).start()));
                    }
                    callers.forEach(caller -> assertThat(caller.join()).isEqualTo("value of cold"));
                    int loads = repository.loads();
                    assertThat(findUnless(repository)).isEqualTo("value of cold");
                    assertThat(repository.loads()).isEqualTo(loads);
                });
    }

    private static @Nullable String findUnless(SyncRepository repository) {
        try {
            return repository.findUnless("cold");
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
