package io.github.dynamocached.redis;

import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import io.github.dynamocached.annotation.DynamoPut;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Writes in both styles that end when a test says so. */
class HeldWrites {

    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<String>> ends = new ConcurrentHashMap<>();
    private final Map<String, String> items = new ConcurrentHashMap<>();
    private final Sinks.Many<String> publisher = Sinks.many().multicast().directBestEffort();
    private final Mono<String> shared = Mono.fromSupplier(() -> "shared");

    /** How often a method was called for an item. */
    public int calls(String id) {
        return calls.computeIfAbsent(id, any -> new AtomicInteger()).get();
    }

    /** Ends the writes of an item. */
    public CompletableFuture<String> end(String id) {
        return ends.computeIfAbsent(id, any -> new CompletableFuture<>());
    }

    /** What the database holds. */
    public Map<String, String> items() {
        return items;
    }

    /** What the write by a publisher emits. */
    public Sinks.Many<String> publisher() {
        return publisher;
    }

    private CompletableFuture<String> write(String id) {
        int unused = calls.computeIfAbsent(id, any -> new AtomicInteger()).incrementAndGet();
        return end(id).thenApply(value -> {
            items.put(id, value);
            return value;
        });
    }

    @DynamoEvict(cache = "fenced", key = "#id")
    public CompletableFuture<String> save(String id) {
        return write(id);
    }

    @DynamoEvict(cache = "fenced", key = "#id")
    public Mono<String> saveLazily(String id) {
        return Mono.fromFuture(() -> write(id));
    }

    @DynamoPut(cache = "puts", key = "#id")
    public CompletableFuture<String> store(String id) {
        return write(id);
    }

    @DynamoPut(cache = "puts", key = "#id")
    public Mono<String> storeLazily(String id) {
        return Mono.fromFuture(() -> write(id));
    }

    @DynamoEvict(cache = "strict", key = "#id")
    public Mono<String> saveUnannounced(String id) {
        return Mono.fromFuture(() -> write(id));
    }

    /** A publisher that may emit its value long before it completes. */
    @DynamoEvict(cache = "fenced", key = "#id")
    public Mono<String> saveByPublisher(String id) {
        return Mono.fromDirect(publisher.asFlux());
    }

    /** The write begins when the method is called, and not when somebody subscribes. */
    @DynamoEvict(cache = "fenced", key = "#id")
    public Mono<String> saveHot(String id) {
        return Mono.fromFuture(write(id));
    }

    @DynamoEvict(cache = "fenced", key = "#id")
    public Mono<String> saveBySharedMono(String id) {
        return shared;
    }

    @DynamoEvict(cache = "fenced", key = "#id")
    public Mono<String> saveDeferred(String id) {
        return Mono.defer(() -> {
            throw new IllegalStateException("as it is");
        });
    }

    /** Fails two times. */
    @DynamoEvict(cache = "fenced", key = "#id")
    public Mono<String> saveFlaky(String id) {
        return flaky(id);
    }

    /** Fails two times, which no caller sees. */
    @DynamoEvict(cache = "fenced", key = "#id")
    public Mono<String> saveRetrying(String id) {
        return flaky(id).retry(2);
    }

    private Mono<String> flaky(String id) {
        return Mono.fromSupplier(() -> {
            if (calls.computeIfAbsent(id, any -> new AtomicInteger()).incrementAndGet() < 3) {
                throw new IllegalStateException("throttled");
            }
            return "at last";
        });
    }

    @DynamoCached(cache = "fenced", key = "#id")
    public CompletableFuture<String> find(String id) {
        return CompletableFuture.completedFuture(items.getOrDefault(id, "none"));
    }

    @DynamoCached(cache = "fenced", key = "#id")
    public Mono<String> findLazily(String id) {
        return Mono.fromSupplier(() -> items.getOrDefault(id, "none"));
    }

    @DynamoCached(cache = "strict", key = "#id")
    public Mono<String> findUnannounced(String id) {
        return findLazily(id);
    }

    @DynamoCached(cache = "puts", key = "#id")
    public CompletableFuture<String> findStored(String id) {
        return find(id);
    }
}
