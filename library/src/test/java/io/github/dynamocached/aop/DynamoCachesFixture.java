package io.github.dynamocached.aop;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Consistency;
import io.github.dynamocached.DynamoCaches;
import io.github.dynamocached.KeyConverter;
import io.github.dynamocached.TypedDynamoCache;
import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An application whose methods and whose code use the same caches. */
abstract class DynamoCachesFixture {

    final CachingTestApplication application =
            CachingTestApplication.start(Backend.class, Repository.class, Settings.class);
    final Repository repository = application.bean(Repository.class);
    final Backend backend = application.bean(Backend.class);
    final WatchedEntryStore store = application.store();
    final DynamoCaches caches = application.bean(DynamoCaches.class);
    final TypedDynamoCache<Person> people = caches.cache("people").of(Person.class);
    final Person ann = new Person("t1", 7, "Ann");

    @AfterEach
    void closeApplication() {
        application.close();
    }

    /** A key type of the application. */
    record Isbn(String digits) {}

    @Configuration(proxyBeanMethods = false)
    static class Settings {

        @Bean
        KeyConverter<Isbn> isbns() {
            return KeyConverter.of(Isbn.class, Isbn::digits);
        }

        @Bean
        CacheSettings fenced() {
            return CacheSettings.named("fenced").consistency(Consistency.FENCED).build();
        }
    }

    static class Repository {

        private final Backend backend;

        Repository(Backend backend) {
            this.backend = backend;
        }

        @DynamoCached("people")
        public @Nullable Person find(String tenant, long number) {
            return backend.answer();
        }

        @DynamoCached(cache = "names", key = "#tenant", variant = "{#limit, #order}")
        public List<String> names(String tenant, int limit, String order) {
            return backend.answer();
        }

        @DynamoCached("books")
        public String title(Isbn isbn) {
            return backend.answer();
        }

        @DynamoEvict("people")
        public void save(Person person) {}

        @DynamoCached(cache = "long", ttl = "1d", staleWhileRevalidate = "1d")
        public String longLived(String id) {
            return backend.answer();
        }

        @DynamoCached(cache = "long", ttl = "1m")
        public Integer count(String id) {
            return backend.answer();
        }

        @DynamoCached(cache = "long", ttl = "2m")
        public Integer countOf(String id, int of) {
            return backend.answer();
        }

        @DynamoCached("fenced")
        public String fenced(String id) {
            return backend.answer();
        }
    }

    Optional<Person> load() {
        return people.entry("t1", 7).read(backend::<Person>answer);
    }
}
