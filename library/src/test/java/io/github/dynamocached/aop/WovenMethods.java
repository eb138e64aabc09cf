package io.github.dynamocached.aop;

import io.github.dynamocached.CacheListener;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.RefreshResult;
import io.github.dynamocached.annotation.DynamoCacheConfig;
import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import io.github.dynamocached.annotation.DynamoPut;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.context.annotation.AdviceMode;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans whose classes are woven when the JVM runs with the weaver. */
final class WovenMethods {

    private WovenMethods() {}

    @Configuration(proxyBeanMethods = false)
    @EnableDynamoCaching(mode = AdviceMode.ASPECTJ)
    static class Woven {

        static final Duration TTL = Duration.ofSeconds(10);

        @Bean
        CacheSettings items() {
            return CacheSettings.named("items")
                    .ttl(TTL)
                    .ttlJitter(0)
                    .staleWhileRevalidate(Duration.ofMinutes(1))
                    .earlyRefresh(0)
                    .build();
        }

        @Bean
        Refreshes refreshes() {
            return new Refreshes();
        }
    }

    static class Refreshes implements CacheListener {

        final List<RefreshResult> results = new CopyOnWriteArrayList<>();

        @Override
        public void onRefresh(String cacheName, RefreshResult result) {
            results.add(result);
        }
    }

    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @DynamoCached(cache = "items", key = "{'composed', #id}")
    @interface ItemCached {}

    /** What no proxy could cache. */
    static class Items {

        final List<String> calls = new CopyOnWriteArrayList<>();

        String throughThis(String id) {
            return find(id);
        }

        @DynamoCached("items")
        public String find(String id) {
            calls.add("find " + id);
            return "item " + id;
        }

        String throughPrivate(String id) {
            return hidden(id);
        }

        @DynamoCached(cache = "hidden", key = "#id")
        private String hidden(String id) {
            calls.add("hidden " + id);
            return "hidden " + id;
        }

        @DynamoCached(cache = "fixed", key = "#id")
        public final int fixed(int id) throws IOException {
            calls.add("fixed " + id);
            if (id < 0) {
                throw new IOException("negative");
            }
            return id * 2;
        }

        @DynamoEvict("items")
        public final void remove(String id) {
            calls.add("remove " + id);
        }

        @DynamoPut(cache = "items", key = "#id")
        @DynamoEvict("hidden")
        public String store(String id) {
            calls.add("store " + id);
            return "stored " + id;
        }

        @DynamoCached(cache = "items", keys = "#ids")
        public Map<String, String> findAll(Collection<String> ids) {
            calls.add("findAll " + ids);
            Map<String, String> found = new HashMap<>();
            ids.forEach(id -> found.put(id, "item " + id));
            return found;
        }
    }

    static class Composed {

        int calls;

        @DynamoCached(cache = "composed", key = "#id")
        String base(String id) {
            calls++;
            return id;
        }

        @ItemCached
        String composed(String id) {
            calls++;
            return id;
        }
    }

    /** With other aspects around it and inside. */
    static class Guarded {

        @DynamoCached(cache = "items", key = "#id")
        String find(String id) {
            return "secret " + id;
        }
    }

    /** The overriding method calls the one that it overrides, under the same key. */
    static class Parent {

        int calls;

        @DynamoCached(cache = "parents", key = "#id")
        String name(String id) {
            calls++;
            return "parent of " + id;
        }

        @DynamoCached(cache = "inherited", key = "#id")
        String inherited(String id) {
            calls++;
            return id;
        }
    }

    static class Child extends Parent {

        @Override
        @DynamoCached(cache = "parents", key = "#id")
        String name(String id) {
            return "child, " + super.name(id);
        }
    }

    interface Finder<T> {
        T find(String id);
    }

    @DynamoCacheConfig("generic")
    static class GenericItems implements Finder<String> {

        int calls;

        @Override
        @DynamoCached(key = "#id")
        public String find(String id) {
            calls++;
            return id;
        }
    }

    interface AnnotatedFinder {
        @DynamoCached("items")
        String find(String id);
    }

    static class NotWoven implements AnnotatedFinder {
        @Override
        public String find(String id) {
            return id;
        }

        @DynamoEvict("items")
        static void removeAll(String id) {}
    }

    /** With the weaver's agent, but without the mode. */
    @Configuration(proxyBeanMethods = false)
    @EnableDynamoCaching(proxyTargetClass = true)
    static class WithProxies {}

    static class ProxiedItems {

        final List<String> calls = new ArrayList<>();

        @DynamoCached("proxied")
        public String find(String id) {
            calls.add(id);
            return id;
        }

        public String throughThis(String id) {
            return find(id);
        }

        public List<String> calls() {
            return calls;
        }
    }
}
