package io.github.dynamocached.springcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.CapturedLog;
import io.github.dynamocached.MisuseException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.cache.support.CompositeCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Caches of this library among others, and behind a decorator. */
class SpringCompositionTests {

    @RegisterExtension
    final CapturedLog log = new CapturedLog(UsesAtStart.class.getName());

    @BeforeEach
    void clear() {
        Items.TABLE.clear();
        Items.TABLE.put("1", "old");
    }

    @Configuration(proxyBeanMethods = false)
    static class Composite {

        @Bean
        @Primary
        CacheManager composite(SpringCaches ours) {
            return new CompositeCacheManager(new ConcurrentMapCacheManager("others"), ours);
        }
    }

    /** Hides each cache behind another object, as a manager does that waits for the end of transactions. */
    private record Decorating(SpringCaches ours) implements CacheManager {

        @Override
        public Cache getCache(String name) {
            Cache cache = ours.getCache(name);
            return (Cache) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {Cache.class}, (proxy, method, arguments) -> {
                        try {
                            return method.invoke(cache, arguments);
                        } catch (InvocationTargetException thrown) {
                            throw thrown.getCause();
                        }
                    });
        }

        @Override
        public Collection<String> getCacheNames() {
            return ours.getCacheNames();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class DecoratedCaches {

        @Bean
        @Primary
        CacheManager decorating(SpringCaches ours) {
            return new Decorating(ours);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Uncacheable {

        @Cacheable("items")
        public Stream<String> stream(String id) {
            return Stream.of(id);
        }

        @Cacheable("items")
        public Iterable<Runnable> runnables(String id) {
            return List.of();
        }
    }

    static class Decorated {

        @Cacheable(cacheNames = "items", unless = "#result == null")
        public String find(String id) {
            return Items.TABLE.getOrDefault(id, "none");
        }

        @Cacheable(cacheNames = "items", sync = true)
        public String findSync(String id) {
            return Items.TABLE.getOrDefault(id, "none");
        }

        @CacheEvict(cacheNames = "items", key = "#id")
        public void save(String id, String value) {
            Items.TABLE.put(id, value);
        }
    }

    @Test
    void cachesOfAnotherManagerAreUsedAsEver() {
        try (SpringNode node = SpringNode.alone(Items.class, Composite.class)) {
            Items items = node.bean(Items.class);
            assertThat(items.findInTwo("1")).isEqualTo("old");
            items.save("1", "new");
            assertThat(items.findInTwo("1")).isEqualTo("old");
            assertThat(items.find("1")).isEqualTo("new");
            assertThat(items.calls()).hasSize(2);
        }
    }

    @Test
    void cachesBehindADecoratorEvictAndStoreOnlyWhatTheyLoadThemselves() {
        try (SpringNode node = SpringNode.alone(Decorated.class, DecoratedCaches.class)) {
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("Decorated.find(String), ", "Decorated.findSync(String)", "SpringCaches");
            Decorated items = node.bean(Decorated.class);
            assertThat(items.find("1")).isEqualTo("old");
            assertThat(items.findSync("1")).isEqualTo("old");
            items.save("1", "new");
            assertThat(items.find("1")).isEqualTo("new");
            assertThat(items.findSync("1")).isEqualTo("new");
        }
    }

    @Test
    void resultsThatCannotBeCachedStopTheStartAllAtOnce() {
        assertThatThrownBy(() -> SpringNode.alone(Uncacheable.class))
                .isInstanceOf(MisuseException.class)
                .hasMessageContaining("Uncacheable.stream(String)")
                .hasMessageContaining("Uncacheable.runnables(String)");
    }
}
