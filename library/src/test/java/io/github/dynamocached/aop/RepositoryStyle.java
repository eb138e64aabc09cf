package io.github.dynamocached.aop;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Failures;
import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import io.github.dynamocached.annotation.DynamoPut;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** The styles in which a repository can be written: how its methods return what they have loaded. */
enum RepositoryStyle {
    SYNCHRONOUS(Synchronous.class, SynchronousRepository.class) {
        @Override
        AnyRepository of(CachingTestApplication application) {
            Synchronous repository = application.bean(Synchronous.class);
            return new AnyRepository() {
                @Override
                public CompletableFuture<@Nullable String> find(String id) {
                    return elsewhere(() -> repository.find(id));
                }

                @Override
                public CompletableFuture<Map<String, String>> findAll(List<String> ids) {
                    return elsewhere(() -> repository.findAll(ids));
                }

                @Override
                public CompletableFuture<@Nullable String> save(String id, String value) {
                    return elsewhere(() -> repository.save(id, value));
                }

                @Override
                public CompletableFuture<@Nullable String> store(String id, String value) {
                    return elsewhere(() -> repository.store(id, value));
                }
            };
        }
    },
    FUTURE(Later.class, LaterRepository.class) {
        @Override
        AnyRepository of(CachingTestApplication application) {
            Later repository = application.bean(Later.class);
            return new AnyRepository() {
                @Override
                public CompletableFuture<@Nullable String> find(String id) {
                    return repository.find(id);
                }

                @Override
                public CompletableFuture<Map<String, String>> findAll(List<String> ids) {
                    return repository.findAll(ids);
                }

                @Override
                public CompletableFuture<@Nullable String> save(String id, String value) {
                    return repository.save(id, value);
                }

                @Override
                public CompletableFuture<@Nullable String> store(String id, String value) {
                    return repository.store(id, value);
                }
            };
        }
    },
    MONO(Lazy.class, LazyRepository.class) {
        @Override
        AnyRepository of(CachingTestApplication application) {
            Lazy repository = application.bean(Lazy.class);
            return new AnyRepository() {
                @Override
                public CompletableFuture<@Nullable String> find(String id) {
                    return repository.find(id).toFuture();
                }

                @Override
                public CompletableFuture<Map<String, String>> findAll(List<String> ids) {
                    return repository.findAll(ids).toFuture();
                }

                @Override
                public CompletableFuture<@Nullable String> save(String id, String value) {
                    return repository.save(id, value).toFuture();
                }

                @Override
                public CompletableFuture<@Nullable String> store(String id, String value) {
                    return repository.store(id, value).toFuture();
                }
            };
        }
    };

    private final Class<?> type;
    private final Class<?> component;

    RepositoryStyle(Class<?> type, Class<?> component) {
        this.type = type;
        this.component = component;
    }

    Class<?> type() {
        return type;
    }

    Class<?> component() {
        return component;
    }

    abstract AnyRepository of(CachingTestApplication application);

    private static <T> CompletableFuture<T> elsewhere(Supplier<T> call) {
        return CompletableFuture.supplyAsync(call, task -> new Thread(task, "caller").start());
    }

    private static <T> T join(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException failed) {
            throw (RuntimeException) Failures.unwrapped(failed);
        }
    }

    /** One cache for all styles. */
    @Configuration(proxyBeanMethods = false)
    static class Items {

        @Bean
        CacheSettings items() {
            return CacheSettings.named("items")
                    .ttl(Duration.ofMinutes(10))
                    .ttlJitter(0)
                    .staleWhileRevalidate(Duration.ofMinutes(1))
                    .negativeTtl(Duration.ofMinutes(1))
                    .build();
        }

        @Bean
        Source source() {
            return new Source();
        }
    }

    /** Returns what it has loaded. */
    interface Synchronous {

        @DynamoCached(cache = "items", key = "#id")
        @Nullable
        String find(String id);

        @DynamoCached(cache = "items", keys = "#ids")
        Map<String, String> findAll(List<String> ids);

        @DynamoEvict(cache = "items", key = "#id")
        @Nullable
        String save(String id, String value);

        @DynamoPut(cache = "items", key = "#id")
        @Nullable
        String store(String id, String value);
    }

    static class SynchronousRepository implements Synchronous {

        private final Source source;

        SynchronousRepository(Source source) {
            this.source = source;
        }

        @Override
        public @Nullable String find(String id) {
            return join(source.load(id));
        }

        @Override
        public Map<String, String> findAll(List<String> ids) {
            return join(source.loadAll(ids));
        }

        @Override
        public @Nullable String save(String id, String value) {
            return join(source.write(id, value));
        }

        @Override
        public @Nullable String store(String id, String value) {
            return join(source.write(id, value));
        }
    }

    /** Returns futures. */
    interface Later {

        @DynamoCached(cache = "items", key = "#id")
        CompletableFuture<@Nullable String> find(String id);

        @DynamoCached(cache = "items", keys = "#ids")
        CompletableFuture<Map<String, String>> findAll(List<String> ids);

        @DynamoEvict(cache = "items", key = "#id")
        CompletableFuture<@Nullable String> save(String id, String value);

        @DynamoPut(cache = "items", key = "#id")
        CompletableFuture<@Nullable String> store(String id, String value);
    }

    static class LaterRepository implements Later {

        private final Source source;

        LaterRepository(Source source) {
            this.source = source;
        }

        @Override
        public CompletableFuture<@Nullable String> find(String id) {
            return source.load(id);
        }

        @Override
        public CompletableFuture<Map<String, String>> findAll(List<String> ids) {
            return source.loadAll(ids);
        }

        @Override
        public CompletableFuture<@Nullable String> save(String id, String value) {
            return source.write(id, value);
        }

        @Override
        public CompletableFuture<@Nullable String> store(String id, String value) {
            return source.write(id, value);
        }
    }

    /** Returns publishers. */
    interface Lazy {

        @DynamoCached(cache = "items", key = "#id")
        Mono<String> find(String id);

        @DynamoCached(cache = "items", keys = "#ids")
        Mono<Map<String, String>> findAll(List<String> ids);

        @DynamoEvict(cache = "items", key = "#id")
        Mono<String> save(String id, String value);

        @DynamoPut(cache = "items", key = "#id")
        Mono<String> store(String id, String value);
    }

    static class LazyRepository implements Lazy {

        private final Source source;

        LazyRepository(Source source) {
            this.source = source;
        }

        @Override
        public Mono<String> find(String id) {
            return Mono.fromFuture(() -> source.load(id));
        }

        @Override
        public Mono<Map<String, String>> findAll(List<String> ids) {
            return Mono.fromFuture(() -> source.loadAll(ids));
        }

        @Override
        public Mono<String> save(String id, String value) {
            return Mono.fromFuture(() -> source.write(id, value));
        }

        @Override
        public Mono<String> store(String id, String value) {
            return Mono.fromFuture(() -> source.write(id, value));
        }
    }
}
