package io.github.dynamocached.aop;

import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import io.github.dynamocached.annotation.DynamoPut;
import io.github.dynamocached.annotation.Missing;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** Returns items one by one, and counts what is asked of it. */
class ItemRepository {

    record Item(String id, String text) {}

    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicLong requested = new AtomicLong();
    private final AtomicInteger cancelled = new AtomicInteger();
    private volatile Flux<String> items = Flux.just("a", "b");
    private final Sinks.Many<String> written = Sinks.many().unicast().onBackpressureBuffer();

    public int calls() {
        return calls.get();
    }

    public long requested() {
        return requested.get();
    }

    public int cancelled() {
        return cancelled.get();
    }

    public void setItems(Flux<String> loaded) {
        items = loaded;
    }

    public Sinks.Many<String> written() {
        return written;
    }

    private Flux<String> watched() {
        calls.incrementAndGet();
        return items.doOnRequest(more -> requested.addAndGet(more)).doOnCancel(cancelled::incrementAndGet);
    }

    @DynamoCached(cache = "items", key = "#id")
    public Flux<String> find(String id) {
        return watched();
    }

    @DynamoCached(cache = "items", key = "#id")
    public List<String> findAtOnce(String id) {
        calls.incrementAndGet();
        return List.of("at once");
    }

    @DynamoCached(cache = "items", key = "#id", condition = "!#id.startsWith('un')")
    public Flux<String> findSome(String id) {
        return watched();
    }

    @DynamoCached(cache = "items", keys = "#ids", itemKey = "#item.id", missing = Missing.ABSENT)
    public Flux<Item> findAll(List<String> ids) {
        calls.addAndGet(ids.size());
        return Flux.fromIterable(ids).filter(id -> !id.equals("none")).map(id -> new Item(id, "text"));
    }

    @DynamoEvict(cache = "items", key = "#id")
    public Flux<String> save(String id) {
        calls.incrementAndGet();
        return written.asFlux().doOnCancel(cancelled::incrementAndGet);
    }

    @DynamoPut(cache = "items", key = "#id")
    public Flux<String> store(String id) {
        return watched();
    }
}
