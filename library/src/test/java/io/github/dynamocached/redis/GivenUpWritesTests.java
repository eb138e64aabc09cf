package io.github.dynamocached.redis;

import static io.github.dynamocached.cache.Stages.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.cache.ControlledEntryStore;
import io.github.dynamocached.cache.ControlledEntryStore.Kind;
import io.github.dynamocached.cache.HeldCommand;
import io.github.dynamocached.cache.Stages;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Subscription;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A write that its caller gives up has one end, at whatever step that happens, on a real Redis. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GivenUpWritesTests {

    private static final int ROUNDS = 10;

    private final AnnotationConfigApplicationContext application = AsynchronousApplication.with(HeldWrites.class);
    private final HeldWrites writes = application.getBean(HeldWrites.class);
    private final ControlledEntryStore store = application.getBean(ControlledEntryStore.class);

    @AfterAll
    void close() {
        application.close();
    }

    enum Style {
        SAVE_OF_A_FUTURE {
            @Override
            CompletableFuture<String> begin(HeldWrites writes, String id) {
                return writes.save(id);
            }
        },
        SAVE_OF_A_MONO {
            @Override
            CompletableFuture<String> begin(HeldWrites writes, String id) {
                return writes.saveLazily(id).toFuture();
            }
        },
        PUT_OF_A_FUTURE {
            @Override
            CompletableFuture<String> begin(HeldWrites writes, String id) {
                return writes.store(id);
            }
        },
        PUT_OF_A_MONO {
            @Override
            CompletableFuture<String> begin(HeldWrites writes, String id) {
                return writes.storeLazily(id).toFuture();
            }
        };

        abstract CompletableFuture<String> begin(HeldWrites writes, String id);

        CacheKey key(String id) {
            return CacheKey.of(stores() ? "puts" : "fenced", List.of(id));
        }

        CompletableFuture<String> find(HeldWrites writes, String id) {
            return stores() ? writes.findStored(id) : writes.find(id);
        }

        boolean stores() {
            return this == PUT_OF_A_FUTURE || this == PUT_OF_A_MONO;
        }
    }

    /** Asks more often than usual: each test waits for several things that happen at once. */
    private static ConditionFactory soon() {
        return await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2));
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }

    private static CacheKey key(String id) {
        return CacheKey.of("fenced", List.of(id));
    }

    private int fences(CacheKey key) {
        return await(store.look(key)).fences();
    }

    private int fences(String id) {
        return fences(key(id));
    }

    private int evictions(String id) {
        return store.evictionsOf(key(id));
    }

    private void awaitEviction(CacheKey key) {
        soon().until(() -> store.evictionsOf(key) > 0);
    }

    @Test
    void nothingIsSentBeforeASubscription() {
        int begun = store.calls(Kind.BEGIN);
        Mono<String> saving = writes.saveLazily(newId());
        assertThat(saving).isNotNull();
        assertThat(store.calls(Kind.BEGIN)).isEqualTo(begun);
    }

    @Test
    void subscriberThatCancelsAtOnceHasWrittenNothing() {
        String id = newId();
        HeldCommand announcement = store.holdReplyOfNext(Kind.BEGIN);
        writes.saveLazily(id).subscribe(new BaseSubscriber<String>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                cancel();
            }
        });
        announcement.awaitArrival().reply();
        soon().until(() -> evictions(id) == 1 && fences(id) == 0);
        assertThat(writes.calls(id)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void writeThatIsCancelledBeforeItsAnnouncementIsSentIsNotMadeAndEndsItsFence(Style style) {
        String id = newId();
        HeldCommand announcement = store.holdNext(Kind.BEGIN);
        CompletableFuture<String> saving = style.begin(writes, id);
        assertThat(saving.cancel(true)).isTrue();
        announcement.release();
        soon().until(() -> store.evictionsOf(style.key(id)) == 1 && fences(style.key(id)) == 0);
        assertThat(writes.calls(id)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void writeThatIsCancelledBeforeItsAnnouncementIsAnsweredIsNotMadeAndEndsItsFence(Style style) {
        String id = newId();
        HeldCommand announcement = store.holdReplyOfNext(Kind.BEGIN);
        CompletableFuture<String> saving = style.begin(writes, id);
        announcement.awaitArrival();
        assertThat(fences(style.key(id))).isEqualTo(1);
        assertThat(saving.cancel(true)).isTrue();
        announcement.reply();
        soon().until(() -> store.evictionsOf(style.key(id)) == 1 && fences(style.key(id)) == 0);
        assertThat(writes.calls(id)).isZero();
    }

    /** The write may have been made or not, and may still be made: its fence stays. */
    @ParameterizedTest
    @EnumSource
    void writeThatIsCancelledWhenItIsUnderWayIsOfUnknownOutcome(Style style) {
        String id = newId();
        CompletableFuture<String> saving = style.begin(writes, id);
        soon().until(() -> writes.calls(id) == 1);
        saving.cancel(true);
        awaitEviction(style.key(id));
        writes.items().put(id, "too late");
        assertThat(await(style.find(writes, id))).isEqualTo("too late");
        assertThat(fences(style.key(id))).isEqualTo(1);
        assertThat(store.evictionsOf(style.key(id))).isEqualTo(1);
    }

    @Test
    void writeWithoutAnAnnouncementThatIsCancelledIsEvictedTwice() {
        String id = newId();
        CacheKey key = CacheKey.of("strict", List.of(id));
        CompletableFuture<String> saving = writes.saveUnannounced(id).toFuture();
        assertThat(writes.calls(id)).isEqualTo(1);
        saving.cancel(true);
        soon().until(() -> store.evictionsOf(key) == 2);
    }

    /** It has completed, so its outcome is known, and the eviction that was sent goes on. */
    @ParameterizedTest
    @EnumSource
    void writeThatIsCancelledWhileItIsEndedEndsItsFence(Style style) {
        String id = newId();
        CompletableFuture<String> saving = style.begin(writes, id);
        soon().until(() -> writes.calls(id) == 1);
        HeldCommand end = store.holdNext(style.stores() ? Kind.FILL : Kind.EVICT);
        writes.end(id).complete("saved");
        end.awaitArrival();
        assertThat(saving.cancel(true)).isTrue();
        assertThat(fences(style.key(id))).isEqualTo(1);
        end.release();
        soon().until(() -> fences(style.key(id)) == 0);
        assertThat(store.evictionsOf(style.key(id))).isEqualTo(style.stores() ? 0 : 1);
        assertThat(await(style.find(writes, id))).isEqualTo("saved");
    }

    @ParameterizedTest
    @EnumSource
    void writeThatIsCancelledAfterItsEndHasNoOther(Style style) {
        String id = newId();
        CompletableFuture<String> saving = style.begin(writes, id);
        writes.end(id).complete("saved");
        assertThat(await(saving)).isEqualTo("saved");
        assertThat(saving.cancel(true)).isFalse();
        assertThat(fences(style.key(id))).isZero();
        assertThat(store.evictionsOf(style.key(id))).isEqualTo(style.stores() ? 0 : 1);
    }

    @ParameterizedTest
    @EnumSource
    void cancellationAndTheAnswerToTheAnnouncementDecideOnce(Style style) {
        for (int round = 0; round < ROUNDS; round++) {
            String id = newId();
            HeldCommand announcement = store.holdReplyOfNext(Kind.BEGIN);
            CompletableFuture<String> saving = style.begin(writes, id);
            announcement.awaitArrival();
            CompletableFuture<Void> answer = CompletableFuture.runAsync(announcement::reply);
            saving.cancel(true);
            Stages.awaitDone(answer);
            awaitEviction(style.key(id));
            soon().until(() -> fences(style.key(id)) == writes.calls(id));
            assertThat(store.evictionsOf(style.key(id))).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SAVE_OF_A_FUTURE", "SAVE_OF_A_MONO"})
    void cancellationAndCompletionDecideOnce(Style style) {
        for (int round = 0; round < ROUNDS; round++) {
            String id = newId();
            CompletableFuture<String> saving = style.begin(writes, id);
            soon().until(() -> writes.calls(id) == 1);
            CompletableFuture<Boolean> completion =
                    CompletableFuture.supplyAsync(() -> writes.end(id).complete("saved"));
            saving.cancel(true);
            Stages.awaitDone(completion);
            awaitEviction(style.key(id));
            Stages.awaitDone(store.look(style.key(id)));
            assertThat(store.evictionsOf(style.key(id))).isEqualTo(1);
        }
    }

    @Test
    void valueOfAPublisherThatHasNotCompletedIsNoOutcome() {
        String id = newId();
        CompletableFuture<String> saving = writes.saveByPublisher(id).toFuture();
        soon().until(() -> writes.publisher().currentSubscriberCount() == 1);
        assertThat(writes.publisher().tryEmitNext("saved")).isEqualTo(Sinks.EmitResult.OK);
        saving.cancel(true);
        awaitEviction(key(id));
        soon().until(() -> writes.publisher().currentSubscriberCount() == 0);
        assertThat(fences(id)).isEqualTo(1);
        assertThat(evictions(id)).isEqualTo(1);
    }
}
