package io.github.dynamocached.aop;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** The styles of Java. */
enum JavaStyle implements RepositoryStyle {
    SYNCHRONOUS(JavaRepositories.Synchronous.class, JavaRepositories.SynchronousRepository.class) {
        @Override
        public AnyRepository of(CachingTestApplication application) {
            JavaRepositories.Synchronous repository = application.bean(JavaRepositories.Synchronous.class);
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
    FUTURE(JavaRepositories.Later.class, JavaRepositories.LaterRepository.class) {
        @Override
        public AnyRepository of(CachingTestApplication application) {
            JavaRepositories.Later repository = application.bean(JavaRepositories.Later.class);
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
    MONO(JavaRepositories.Lazy.class, JavaRepositories.LazyRepository.class) {
        @Override
        public AnyRepository of(CachingTestApplication application) {
            JavaRepositories.Lazy repository = application.bean(JavaRepositories.Lazy.class);
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
    },
    FLUX(JavaRepositories.Many.class, JavaRepositories.ManyRepository.class) {
        @Override
        public AnyRepository of(CachingTestApplication application) {
            JavaRepositories.Many repository = application.bean(JavaRepositories.Many.class);
            return new AnyRepository() {
                @Override
                public CompletableFuture<@Nullable String> find(String id) {
                    return only(repository.find(id));
                }

                @Override
                public CompletableFuture<Map<String, String>> findAll(List<String> ids) {
                    return repository.findAll(ids).map(JavaStyle::firsts).toFuture();
                }

                @Override
                public CompletableFuture<@Nullable String> save(String id, String value) {
                    return only(repository.save(id, value));
                }

                @Override
                public CompletableFuture<@Nullable String> store(String id, String value) {
                    return only(repository.store(id, value));
                }
            };
        }
    };

    private final Class<?> type;
    private final Class<?> component;

    JavaStyle(Class<?> type, Class<?> component) {
        this.type = type;
        this.component = component;
    }

    @Override
    public Class<?> type() {
        return type;
    }

    @Override
    public Class<?> component() {
        return component;
    }

    private static <T> CompletableFuture<T> elsewhere(Supplier<T> call) {
        return CompletableFuture.supplyAsync(call, task -> new Thread(task, "caller").start());
    }

    private static CompletableFuture<@Nullable String> only(Flux<String> items) {
        return items.singleOrEmpty().toFuture();
    }

    private static Map<String, String> firsts(Map<String, List<String>> lists) {
        Map<String, String> firsts = new LinkedHashMap<>();
        lists.forEach((id, list) -> firsts.put(id, list.get(0)));
        return firsts;
    }
}
