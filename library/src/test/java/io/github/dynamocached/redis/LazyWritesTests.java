package io.github.dynamocached.redis;

import static io.github.dynamocached.cache.Stages.await;
import static io.github.dynamocached.cache.Stages.awaitFailure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.cache.ControlledEntryStore;
import io.github.dynamocached.cache.ControlledEntryStore.Kind;
import io.github.dynamocached.cache.HeldCommand;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import reactor.core.publisher.Mono;

/** What callers of writes whose values arrive later see of them, on a real Redis. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LazyWritesTests {

    private final AnnotationConfigApplicationContext application = AsynchronousApplication.with(HeldWrites.class);
    private final HeldWrites writes = application.getBean(HeldWrites.class);
    private final ControlledEntryStore store = application.getBean(ControlledEntryStore.class);

    @AfterAll
    void close() {
        application.close();
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }

    private static CacheKey key(String id) {
        return CacheKey.of("fenced", List.of(id));
    }

    private int fences(String id) {
        return await(store.look(key(id))).fences();
    }

    private int evictions(String id) {
        return store.evictionsOf(key(id));
    }

    @Test
    void callerReadsItsOwnWriteWhereItsValueArrives() {
        String id = newId();
        writes.items().put(id, "old");
        assertThat(writes.findLazily(id).block()).isEqualTo("old");
        HeldCommand eviction = store.holdNext(Kind.EVICT);
        int reads = store.calls(Kind.READ);
        CompletableFuture<String> read =
                writes.saveLazily(id).flatMap(saved -> writes.findLazily(id)).toFuture();
        writes.end(id).complete("new");
        eviction.awaitArrival();
        assertThat(store.calls(Kind.READ)).isEqualTo(reads);
        eviction.release();
        assertThat(await(read)).isEqualTo("new");
    }

    @Test
    void callerReadsItsOwnWriteWhereItsFutureIsComposed() {
        String id = newId();
        writes.items().put(id, "old");
        assertThat(await(writes.find(id))).isEqualTo("old");
        HeldCommand eviction = store.holdNext(Kind.EVICT);
        int reads = store.calls(Kind.READ);
        CompletableFuture<String> read = writes.save(id).thenCompose(saved -> writes.find(id));
        writes.end(id).complete("new");
        eviction.awaitArrival();
        assertThat(store.calls(Kind.READ)).isEqualTo(reads);
        eviction.release();
        assertThat(await(read)).isEqualTo("new");
    }

    /** The announcement comes before the method is called, which is where the write begins. */
    @Test
    void hotWriteIsAnnouncedBeforeItBegins() {
        String id = newId();
        HeldCommand announcement = store.holdReplyOfNext(Kind.BEGIN);
        CompletableFuture<String> saving = writes.saveHot(id).toFuture();
        announcement.awaitArrival();
        assertThat(writes.calls(id)).isZero();
        announcement.reply();
        writes.end(id).complete("saved");
        assertThat(await(saving)).isEqualTo("saved");
        assertThat(fences(id)).isZero();
        assertThat(evictions(id)).isEqualTo(1);
    }

    @Test
    void eachSubscriptionToTheSameMonoIsAWrite() {
        String id = newId();
        Mono<String> saving = writes.saveBySharedMono(id);
        for (int subscription = 1; subscription <= 3; subscription++) {
            assertThat(saving.block()).isEqualTo("shared");
            assertThat(evictions(id)).isEqualTo(subscription);
        }
        assertThat(fences(id)).isZero();
    }

    @Test
    void exceptionOfADeferredWriteComesAsItIsAndItsOutcomeIsUnknown() {
        String id = newId();
        assertThat(awaitFailure(writes.saveDeferred(id).toFuture()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("as it is");
        assertThat(evictions(id)).isEqualTo(1);
        assertThat(fences(id)).isEqualTo(1);
    }

    @Test
    void retryOfTheCallerIsAWriteOfItsOwnEachTime() {
        String id = newId();
        int begun = store.calls(Kind.BEGIN);
        assertThat(writes.saveFlaky(id).retry(2).block()).isEqualTo("at last");
        assertThat(store.calls(Kind.BEGIN) - begun).isEqualTo(3);
        assertThat(evictions(id)).isEqualTo(3);
        assertThat(fences(id)).as("those of the two that failed").isEqualTo(2);
    }

    @Test
    void retryOfTheMethodIsOneWrite() {
        String id = newId();
        int begun = store.calls(Kind.BEGIN);
        assertThat(writes.saveRetrying(id).block()).isEqualTo("at last");
        assertThat(writes.calls(id)).isEqualTo(3);
        assertThat(store.calls(Kind.BEGIN) - begun).isEqualTo(1);
        assertThat(evictions(id)).isEqualTo(1);
        assertThat(fences(id)).isZero();
    }
}
