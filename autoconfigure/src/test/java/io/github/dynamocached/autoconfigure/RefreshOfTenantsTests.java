package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.CacheListener;
import io.github.dynamocached.RefreshResult;
import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.servers.SharedServers;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** An application of many tenants with nothing but a time to live, on a real Redis: its values are refreshed early. */
class RefreshOfTenantsTests {

    private final ApplicationContextRunner application = Applications.runner()
            .withBean("tenants", Tenants.class)
            .withBean(Repository.class)
            .withBean(Results.class)
            .withPropertyValues(
                    "spring.data.redis.url=" + SharedServers.redis().uri(),
                    "dynamocached.key-prefix=test-" + UUID.randomUUID(),
                    "dynamocached.defaults.ttl=1s",
                    "dynamocached.redis.timeout=5s");

    /** The tenant of a request. */
    static class Tenants {

        private final ThreadLocal<@Nullable String> current = new ThreadLocal<>();

        void enter(@Nullable String tenant) {
            current.set(tenant);
        }

        public String current() {
            String tenant = current.get();
            return tenant == null ? "default" : tenant;
        }
    }

    /** Some attributes of a member. */
    public record Card(String name) {}

    static class Repository {

        private static final long LOAD = Duration.ofMillis(100).toNanos();

        private final Tenants tenants;

        Repository(Tenants tenants) {
            this.tenants = tenants;
        }

        /** A thread that is parked may go on at once. */
        private String loaded() {
            long end = System.nanoTime() + LOAD;
            for (long left = LOAD; left > 0; left = end - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            return "of " + tenants.current();
        }

        @DynamoCached(cache = "orders", key = "{@tenants.current(), #id}")
        public String find(String id) {
            return loaded();
        }

        @DynamoCached(cache = "lists", keys = "#ids", key = "{@tenants.current(), #key}")
        public Map<String, String> findAll(Collection<String> ids) {
            Map<String, String> found = new HashMap<>();
            String value = loaded();
            ids.forEach(id -> found.put(id, value));
            return found;
        }

        @DynamoCached(cache = "cards", key = "@tenants.current()", fields = "name", entity = Member.class)
        public Card card() {
            return new Card(loaded());
        }
    }

    /** Which caches were refreshed, and how that ended. */
    static class Results implements CacheListener {

        private final List<String> refreshes = new CopyOnWriteArrayList<>();

        @Override
        public void onRefresh(String cacheName, RefreshResult result) {
            refreshes.add(cacheName + " " + result);
        }
    }

    /** One method after the other: the loads of one would take the time in which values of the others are due. */
    private static void untilRefreshed(ApplicationContext context, String cache, Consumer<String> call) {
        Tenants tenants = context.getBean(Tenants.class);
        await().pollInSameThread().pollInterval(Duration.ofMillis(5)).until(() -> {
            for (String tenant : List.of("a", "b")) {
                tenants.enter(tenant);
                call.accept(tenant);
            }
            return context.getBean(Results.class).refreshes.contains(cache + " KEY_CHANGED");
        });
    }

    @Test
    void eachTenantGetsItsOwnDataAlthoughValuesAreRefreshedOnOtherThreads() {
        application.run(context -> {
            LocalServers.awaitRedis(context);
            Repository repository = context.getBean(Repository.class);
            Tenants tenants = context.getBean(Tenants.class);
            Results results = context.getBean(Results.class);
            untilRefreshed(
                    context,
                    "orders",
                    tenant -> assertThat(repository.find("1")).isEqualTo("of " + tenant));
            untilRefreshed(
                    context,
                    "lists",
                    tenant -> assertThat(repository.findAll(List.of("1", "2")))
                            .containsOnly(Map.entry("1", "of " + tenant), Map.entry("2", "of " + tenant)));
            untilRefreshed(
                    context,
                    "cards",
                    tenant -> assertThat(repository.card().name()).isEqualTo("of " + tenant));
            tenants.enter(null);
            assertThat(results.refreshes).allMatch(result -> result.endsWith(RefreshResult.KEY_CHANGED.name()));
        });
    }
}
