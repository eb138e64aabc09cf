package io.github.dynamocached.redis;

import io.github.dynamocached.annotation.DynamoCached;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.beans.factory.ObjectProvider;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.ContextView;

/** Reads in both styles whose loads end when a test says so. */
class LaterReads {

    private final ObjectProvider<LaterReads> self;
    private final Map<String, CompletableFuture<String>> loads = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> cancellations = new ConcurrentHashMap<>();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final Sinks.One<String> hot = Sinks.one();

    LaterReads(ObjectProvider<LaterReads> self) {
        this.self = self;
    }

    private static AtomicInteger of(Map<String, AtomicInteger> counts, String id) {
        return counts.computeIfAbsent(id, any -> new AtomicInteger());
    }

    /** How often a method was called for an item. */
    public int calls(String id) {
        return of(calls, id).get();
    }

    /** How often a publisher of an item was cancelled. */
    public int cancellations(String id) {
        return of(cancellations, id).get();
    }

    /** Ends the loads of an item. */
    public CompletableFuture<String> load(String id) {
        return loads.computeIfAbsent(id, any -> new CompletableFuture<>());
    }

    /** Lets later loads of an item wait for another end. {@return the end of the loads so far} */
    public CompletableFuture<String> replaceLoad(String id) {
        CompletableFuture<String> former = load(id);
        loads.put(id, new CompletableFuture<>());
        return former;
    }

    /** What methods have seen in Reactor's context. */
    public List<String> seen() {
        return seen;
    }

    /** What the hot publisher emits. */
    public Sinks.One<String> source() {
        return hot;
    }

    private int called(String id) {
        return of(calls, id).incrementAndGet();
    }

    @DynamoCached(cache = "items", key = "#id")
    public CompletableFuture<String> find(String id) {
        int unused = called(id);
        return load(id).copy();
    }

    @DynamoCached(cache = "items", key = "#id", variant = "'lazy'")
    public Mono<String> findLazily(String id) {
        int unused = called(id);
        return Mono.fromFuture(load(id), true)
                .doOnCancel(() -> of(cancellations, id).incrementAndGet());
    }

    @DynamoCached(cache = "items", key = "#id", variant = "'hot'")
    public Mono<String> findHot(String id) {
        int unused = called(id);
        return hot.asMono();
    }

    /** Asks for itself once more. */
    @DynamoCached(cache = "items", key = "#id", variant = "'nested'")
    public CompletableFuture<String> nested(String id) {
        return called(id) > 1
                ? CompletableFuture.completedFuture("inner")
                : self.getObject().nested(id);
    }

    /** Asks for itself once more on another thread. */
    @DynamoCached(cache = "items", key = "#id", variant = "'nested lazily'")
    public Mono<String> nestedLazily(String id) {
        return called(id) > 1
                ? Mono.just("inner")
                : Mono.delay(Duration.ofMillis(1), Schedulers.parallel())
                        .then(Mono.defer(() -> self.getObject().nestedLazily(id)));
    }

    /** Fails two times, which no caller sees. */
    @DynamoCached(cache = "items", key = "#id", variant = "'retrying'")
    public Mono<String> retrying(String id) {
        return flaky(id).retry(2);
    }

    /** Fails two times. An advice inside that of the cache tries again. */
    @DynamoCached(cache = "items", key = "#id", variant = "'retried'")
    public Mono<String> retriedInside(String id) {
        return flaky(id);
    }

    /** Fails two times. */
    @DynamoCached(cache = "items", key = "#id", variant = "'failing'")
    public Mono<String> retriedOutside(String id) {
        return flaky(id);
    }

    private Mono<String> flaky(String id) {
        return Mono.fromSupplier(() -> {
            if (called(id) < 3) {
                throw new IllegalStateException("throttled");
            }
            return "at last";
        });
    }

    /** Changes the context for what it does itself. */
    @DynamoCached(cache = "items", key = "#id", variant = "'context'")
    public Mono<String> ofContext(String id) {
        return Mono.deferContextual(this::note).contextWrite(context -> context.put("role", "reader"));
    }

    private Mono<String> note(ContextView context) {
        seen.add(context.get("user") + " as " + context.get("role"));
        return Mono.just("value");
    }

    @DynamoCached(cache = "impatient", key = "#id")
    public Mono<String> findSomeTime(String id) {
        int unused = called(id);
        return Mono.fromFuture(load(id), true)
                .doOnCancel(() -> of(cancellations, id).incrementAndGet());
    }
}
