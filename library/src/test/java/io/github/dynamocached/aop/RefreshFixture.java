package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.CacheListener;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.CapturedLog;
import io.github.dynamocached.RefreshResult;
import io.github.dynamocached.annotation.DynamoCached;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** Methods whose keys depend on what changes: on the thread, or on arguments that their caller goes on to change. */
@Timeout(60)
abstract class RefreshFixture {

    static final String DEFAULT = "default";

    @RegisterExtension
    final CapturedLog log = new CapturedLog("io.github.dynamocached");

    final CachingTestApplication application =
            CachingTestApplication.start(Tenants.class, Orders.class, Settings.class, Results.class);
    final Tenants tenants = application.bean(Tenants.class);
    final Orders orders = application.bean(Orders.class);
    final Results results = application.bean(Results.class);

    @AfterEach
    void closeApplication() {
        tenants.leave();
        application.close();
    }

    /** Ends the time to live of all entries, so that the next call of each returns a stale value and refreshes it. */
    void becomeStale() {
        application.store().server().advance(Settings.TTL);
    }

    void awaitRefresh(RefreshResult expected) {
        await().until(() -> !results.refreshes.isEmpty());
        assertThat(results.refreshes).containsExactly(expected);
        results.refreshes.clear();
    }

    List<String> warnings() {
        return log.lines().stream().filter(line -> line.startsWith("WARN")).toList();
    }

    /** The tenant of a thread, and of no thread in particular. */
    @Component("tenants")
    static class Tenants {

        private final ThreadLocal<@Nullable String> here = new ThreadLocal<>();
        private final InheritableThreadLocal<@Nullable String> inherited = new InheritableThreadLocal<>();

        void enter(String tenant) {
            here.set(tenant);
            inherited.set(tenant);
        }

        void leave() {
            here.remove();
            inherited.remove();
        }

        ThreadLocal<@Nullable String> here() {
            return here;
        }

        public String current() {
            String tenant = here.get();
            return tenant == null ? DEFAULT : tenant;
        }

        public String inherited() {
            String tenant = inherited.get();
            return tenant == null ? DEFAULT : tenant;
        }

        public String required() {
            String tenant = here.get();
            if (tenant == null) {
                throw new IllegalStateException("no tenant");
            }
            return tenant;
        }
    }

    /** What a caller fills in, and changes later. */
    static final class Filter {

        private volatile String status;

        Filter(String status) {
            this.status = status;
        }

        public String getStatus() {
            return status;
        }

        void setStatus(String changed) {
            status = changed;
        }
    }

    static class Orders {

        private final Tenants tenants;
        private final List<String> loads = new CopyOnWriteArrayList<>();
        private volatile Runnable beforeEnd = () -> {};

        Orders(Tenants tenants) {
            this.tenants = tenants;
        }

        List<String> loads() {
            return loads;
        }

        /** What happens in every load after it has read. */
        void beforeEnd(Runnable action) {
            beforeEnd = action;
        }

        private String loaded(String value) {
            loads.add(value);
            beforeEnd.run();
            return value;
        }

        @DynamoCached(cache = "orders", key = "{@tenants.current(), #id}")
        public String ofTenant(String id) {
            return loaded(id + " of " + tenants.current());
        }

        @DynamoCached(cache = "orders", key = "{'inherited', @tenants.inherited(), #id}")
        public String ofInherited(String id) {
            return loaded(id + " of " + tenants.inherited());
        }

        @DynamoCached(cache = "orders", key = "{@tenants.required(), #id}")
        public String ofRequired(String id) {
            return loaded(id + " of " + tenants.required());
        }

        @DynamoCached(cache = "orders", key = "#id", variant = "@tenants.current()")
        public String variantOfTenant(String id) {
            return loaded(id + " of " + tenants.current());
        }

        @DynamoCached(cache = "orders", key = "#id", condition = "@tenants.current() == 'b'")
        public String onlyForTenantB(String id) {
            return loaded(id + " of " + tenants.current());
        }

        @DynamoCached(cache = "orders", key = "#filter.status")
        public String withStatus(Filter filter) {
            return loaded(filter.getStatus());
        }

        @DynamoCached("orders")
        public String ofAll(List<String> ids) {
            return loaded(ids.toString());
        }

        @DynamoCached(cache = "orders", key = "#filter.status")
        public String normalising(Filter filter) {
            filter.setStatus(filter.getStatus().trim());
            return loaded(filter.getStatus());
        }

        @DynamoCached(cache = "orders", keys = "#ids", key = "{@tenants.current(), #key}")
        public Map<String, String> allOfTenant(Collection<String> ids) {
            Map<String, String> found = new HashMap<>();
            ids.forEach(id -> found.put(id, loaded(id + " of " + tenants.current())));
            return found;
        }

        @DynamoCached(
                cache = "orders",
                keys = "#ids",
                key = "{#filter.status, #key}",
                itemKey = "{#filter.status, #item}")
        public List<String> allWithStatus(Collection<String> ids, Filter filter) {
            List<String> found = new ArrayList<>(ids);
            ids.forEach(id -> loaded(id + " " + filter.getStatus()));
            return found;
        }

        @DynamoCached("orders")
        public String ofId(String id) {
            return loaded("order " + id);
        }
    }

    /** What became of the refreshes. */
    static class Results implements CacheListener {

        private final List<RefreshResult> refreshes = new CopyOnWriteArrayList<>();

        @Override
        public void onRefresh(String cacheName, RefreshResult result) {
            refreshes.add(result);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Settings {

        static final Duration TTL = Duration.ofSeconds(10);

        @Bean
        CacheSettings ordersSettings() {
            return CacheSettings.named("orders")
                    .ttl(TTL)
                    .ttlJitter(0)
                    .staleWhileRevalidate(Duration.ofMinutes(1))
                    .earlyRefresh(0)
                    .build();
        }
    }
}
