package io.github.dynamocached.autoconfigure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** An application in a process of its own. On a line of its input, 20 callers read one cold key, and it prints its loads. */
final class SpringCacheProcess {

    private static final int CALLERS = 20;

    private SpringCacheProcess() {}

    /** An application with Spring's cache annotations, the starter and one property. */
    static ApplicationContextRunner application(String redis, String prefix) {
        return Applications.runner(DynamoCachedSpringCacheAutoConfiguration.class)
                .withUserConfiguration(SpringCacheTests.Caching.class)
                .withPropertyValues(
                        "spring.data.redis.url=" + redis,
                        "dynamocached.key-prefix=" + prefix,
                        "dynamocached.spring-cache.enabled=true");
    }

    public static void main(String[] arguments) {
        application(arguments[0], arguments[1])
                .withBean(SyncRepository.class, () -> new SyncRepository(new ConcurrentHashMap<>()))
                .withPropertyValues("dynamocached.redis.timeout=5s")
                .run(context -> {
                    LocalServers.awaitRedis(context);
                    System.out.println("ready");
                    readLine();
                    System.out.println("loads " + loadsOfAll(context.getBean(SyncRepository.class)));
                    readLine();
                });
    }

    private static void readLine() throws IOException {
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
    }

    private static int loadsOfAll(SyncRepository repository) {
        List<CompletableFuture<String>> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            callers.add(CompletableFuture.supplyAsync(() -> slow(repository), task -> new Thread(task).start()));
        }
        callers.forEach(caller -> {
            if (!caller.join().equals("value of hot")) {
                throw new AssertionError("Another value");
            }
        });
        return repository.loads();
    }

    private static String slow(SyncRepository repository) {
        try {
            return repository.slow("hot");
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
