package io.github.dynamocached.aop;

import io.github.dynamocached.Budgets;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.FailurePredicate;
import io.github.dynamocached.cache.Node;
import io.github.dynamocached.cache.ReadThroughCaches;
import io.github.dynamocached.memory.InMemoryLoadLock;
import io.github.dynamocached.store.EntityKeys;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.LoadLock;
import io.github.dynamocached.store.ValueCodecs;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;

/** A Spring application with caches in memory. */
final class CachingTestApplication implements AutoCloseable {

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    private CachingTestApplication(Map<String, Object> properties, Class<?>... components) {
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", properties));
        context.register(Ports.class);
        context.register(components);
        context.refresh();
    }

    /** Starts an application with beans of the given classes, whose proxies are made from their classes. */
    static CachingTestApplication start(Class<?>... components) {
        return start(Map.of(), components);
    }

    static CachingTestApplication start(Map<String, Object> properties, Class<?>... components) {
        Class<?>[] all = new Class<?>[components.length + 1];
        all[0] = ClassProxies.class;
        System.arraycopy(components, 0, all, 1, components.length);
        return new CachingTestApplication(properties, all);
    }

    /** Starts an application whose caches no other application reads. */
    static CachingTestApplication startAlone(Class<?>... components) {
        return start(Map.of("alone", true), components);
    }

    /** Starts an application that enables caching itself. */
    static CachingTestApplication startPlain(Class<?>... components) {
        return new CachingTestApplication(Map.of(), components);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    WatchedEntryStore store() {
        return context.getBean(WatchedEntryStore.class);
    }

    AnnotationConfigApplicationContext context() {
        return context;
    }

    @Override
    public void close() {
        context.close();
    }

    /** Caches over ports that are no beans, or are not to be looked for. */
    static ReadThroughCaches caches(EntryStore store, LoadLock lock) {
        return new ReadThroughCaches(
                store,
                lock,
                Node.GENEROUS,
                FailurePredicate.NONE,
                Runnable::run,
                name -> CacheSettings.named(name).build(),
                List.of());
    }

    @Configuration(proxyBeanMethods = false)
    static class Values {

        @Bean
        ValueCodecs valueCodecs() {
            return new JsonCodecs();
        }

        @Bean
        EntityKeys entityKeys() {
            return new PersonKeys();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(Values.class)
    static class Ports {

        @Bean
        WatchedEntryStore entryStore() {
            return new WatchedEntryStore();
        }

        /** What is in memory is not slow, but the machine may be. */
        @Bean
        Budgets budgets() {
            return Node.GENEROUS;
        }

        @Bean
        LoadLock loadLock(WatchedEntryStore store) {
            return new InMemoryLoadLock(store.server());
        }

        @Bean
        CacheDeclarations readers(Environment environment) {
            return new OtherReaders(!environment.getProperty("alone", Boolean.class, false));
        }
    }

    /** Other applications, which read every cache or none. */
    private record OtherReaders(boolean any) implements CacheDeclarations {

        @Override
        public Set<String> caches() {
            return Set.of();
        }

        @Override
        public String placeOf(String cache) {
            return cache;
        }

        @Override
        public boolean isReadElsewhere(String cache) {
            return any;
        }

        @Override
        public List<String> problems() {
            return List.of();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableDynamoCaching(proxyTargetClass = true)
    static class ClassProxies {}
}
