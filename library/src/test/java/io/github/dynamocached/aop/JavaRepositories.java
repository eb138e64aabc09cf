package io.github.dynamocached.aop;

import io.github.dynamocached.Failures;
import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import io.github.dynamocached.annotation.DynamoPut;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One repository in each style of Java. */
final class JavaRepositories {

    private JavaRepositories() {}

    private static <T> T join(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException failed) {
            throw (RuntimeException) Failures.unwrapped(failed);
        }
    }

    /** Returns what it has loaded. */
    interface Synchronous {

        @Nullable
        String find(String id);

        Map<String, String> findAll(List<String> ids);

        @Nullable
        String save(String id, String value);

        @Nullable
        String store(String id, String value);
    }

    static class SynchronousRepository implements Synchronous {

        private final Source source;

        SynchronousRepository(Source source) {
            this.source = source;
        }

        @Override
        @DynamoCached(cache = "items", key = "#id")
        public @Nullable String find(String id) {
            return join(source.load(id));
        }

        @Override
        @DynamoCached(cache = "items", keys = "#ids")
        public Map<String, String> findAll(List<String> ids) {
            return join(source.loadAll(ids));
        }

        @Override
        @DynamoEvict(cache = "items", key = "#id")
        public @Nullable String save(String id, String value) {
            return join(source.write(id, value));
        }

        @Override
        @DynamoPut(cache = "items", key = "#id")
        public @Nullable String store(String id, String value) {
            return join(source.write(id, value));
        }
    }

    /** Returns futures. */
    interface Later {

        CompletableFuture<@Nullable String> find(String id);

        CompletableFuture<Map<String, String>> findAll(List<String> ids);

        CompletableFuture<@Nullable String> save(String id, String value);

        CompletableFuture<@Nullable String> store(String id, String value);
    }

    static class LaterRepository implements Later {

        private final Source source;

        LaterRepository(Source source) {
            this.source = source;
        }

        @Override
        @DynamoCached(cache = "items", key = "#id")
        public CompletableFuture<@Nullable String> find(String id) {
            return source.load(id);
        }

        @Override
        @DynamoCached(cache = "items", keys = "#ids")
        public CompletableFuture<Map<String, String>> findAll(List<String> ids) {
            return source.loadAll(ids);
        }

        @Override
        @DynamoEvict(cache = "items", key = "#id")
        public CompletableFuture<@Nullable String> save(String id, String value) {
            return source.write(id, value);
        }

        @Override
        @DynamoPut(cache = "items", key = "#id")
        public CompletableFuture<@Nullable String> store(String id, String value) {
            return source.write(id, value);
        }
    }

    /** Returns publishers. */
    interface Lazy {

        Mono<String> find(String id);

        Mono<Map<String, String>> findAll(List<String> ids);

        Mono<String> save(String id, String value);

        Mono<String> store(String id, String value);
    }

    static class LazyRepository implements Lazy {

        private final Source source;

        LazyRepository(Source source) {
            this.source = source;
        }

        @Override
        @DynamoCached(cache = "items", key = "#id")
        public Mono<String> find(String id) {
            return Mono.fromFuture(() -> source.load(id));
        }

        @Override
        @DynamoCached(cache = "items", keys = "#ids")
        public Mono<Map<String, String>> findAll(List<String> ids) {
            return Mono.fromFuture(() -> source.loadAll(ids));
        }

        @Override
        @DynamoEvict(cache = "items", key = "#id")
        public Mono<String> save(String id, String value) {
            return Mono.fromFuture(() -> source.write(id, value));
        }

        @Override
        @DynamoPut(cache = "items", key = "#id")
        public Mono<String> store(String id, String value) {
            return Mono.fromFuture(() -> source.write(id, value));
        }
    }

    /** Returns publishers of many items. A batch has a list for each key. */
    interface Many {

        Flux<String> find(String id);

        Mono<Map<String, List<String>>> findAll(List<String> ids);

        Flux<String> save(String id, String value);

        Flux<String> store(String id, String value);
    }

    static class ManyRepository implements Many {

        private final Source source;

        ManyRepository(Source source) {
            this.source = source;
        }

        @Override
        @DynamoCached(cache = "items", key = "#id")
        public Flux<String> find(String id) {
            return Mono.fromFuture(() -> source.load(id)).flux();
        }

        @Override
        @DynamoCached(cache = "items", keys = "#ids")
        public Mono<Map<String, List<String>>> findAll(List<String> ids) {
            return Mono.fromFuture(() -> source.loadAll(ids)).map(items -> {
                Map<String, List<String>> lists = new LinkedHashMap<>();
                items.forEach((id, item) -> lists.put(id, List.of(item)));
                return lists;
            });
        }

        @Override
        @DynamoEvict(cache = "items", key = "#id")
        public Flux<String> save(String id, String value) {
            return Mono.fromFuture(() -> source.write(id, value)).flux();
        }

        @Override
        @DynamoPut(cache = "items", key = "#id")
        public Flux<String> store(String id, String value) {
            return Mono.fromFuture(() -> source.write(id, value)).flux();
        }
    }
}
