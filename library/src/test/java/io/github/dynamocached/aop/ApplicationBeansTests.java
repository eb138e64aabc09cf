package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CacheListener;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.aop.DynamoCachingAdvisorTests.Repository;
import io.github.dynamocached.cache.ReadThroughCaches;
import io.github.dynamocached.memory.InMemoryLoadLock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;

/** The beans of the application are those that are used. */
class ApplicationBeansTests {

    @Configuration(proxyBeanMethods = false)
    static class Tuned {

        @Bean
        CacheSettings items() {
            return CacheSettings.named("items").ttl(Duration.ofSeconds(5)).build();
        }

        @Bean
        @Order(2)
        NotingListener second(Notes notes) {
            return new NotingListener("second", notes);
        }

        @Bean
        @Order(1)
        NotingListener first(Notes notes) {
            return new NotingListener("first", notes);
        }

        @Bean
        Notes notes() {
            return new Notes(new ArrayList<>());
        }
    }

    record Notes(List<String> list) {}

    record NotingListener(String name, Notes notes) implements CacheListener {

        @Override
        public void onRead(String cacheName, Outcome outcome) {
            notes.list().add(name + " " + cacheName + " " + outcome.source());
        }
    }

    @Test
    void settingsAndListenersAreTheBeansOfTheApplication() {
        try (CachingTestApplication application =
                CachingTestApplication.start(Tuned.class, Backend.class, Repository.class)) {
            Repository repository = application.bean(Repository.class);
            application.bean(Backend.class).willAnswer("a");
            repository.find("1");
            repository.find("1");
            application.store().server().advance(Duration.ofSeconds(6));
            repository.find("1");
            assertThat(application.bean(Notes.class).list())
                    .isEqualTo(List.of(
                            "first items MISS",
                            "second items MISS",
                            "first items HIT",
                            "second items HIT",
                            "first items MISS",
                            "second items MISS"));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableDynamoCaching(proxyTargetClass = true)
    @Import(CachingTestApplication.Values.class)
    static class OwnCaches {

        private final WatchedEntryStore store = new WatchedEntryStore();

        @Bean
        ReadThroughCaches caches() {
            return CachingTestApplication.caches(store, new InMemoryLoadLock(store.server()));
        }
    }

    @Test
    void cachesOfTheApplicationNeedNoStoreAndNoLockAsBeans() {
        try (AnnotationConfigApplicationContext context =
                new AnnotationConfigApplicationContext(OwnCaches.class, Backend.class, Repository.class)) {
            context.getBean(Backend.class).willAnswer("a");
            context.getBean(Repository.class).find("1");
            assertThat(context.getBean(OwnCaches.class).store.reads()).containsExactly("items/1/java.lang.String");
        }
    }
}
