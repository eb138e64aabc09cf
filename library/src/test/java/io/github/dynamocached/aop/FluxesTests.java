package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.CacheSettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;

/** What is special about {@code Flux}: items are collected as long as that is possible, and those of writes are passed on. */
class FluxesTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final CachingTestApplication application = CachingTestApplication.start(Caches.class, ItemRepository.class);
    private final ItemRepository repository = application.bean(ItemRepository.class);
    private final WatchedEntryStore store = application.store();

    @AfterEach
    void closeApplication() {
        application.close();
    }

    @Configuration(proxyBeanMethods = false)
    static class Caches {

        @Bean
        CacheSettings items() {
            return CacheSettings.named("items")
                    .maxEntrySize(1000)
                    .lockLease(Duration.ofMillis(500))
                    .staleWhileRevalidate(Duration.ofMinutes(10))
                    .build();
        }
    }

    /** Asks for items by number. */
    private static final class Subscriber extends BaseSubscriber<String> {

        private final List<String> items = new CopyOnWriteArrayList<>();
        private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();

        @Override
        protected void hookOnSubscribe(Subscription subscription) {}

        @Override
        protected void hookOnNext(String item) {
            items.add(item);
        }

        @Override
        protected void hookOnComplete() {
            ended.complete(null);
        }

        @Override
        protected void hookOnError(Throwable failure) {
            ended.completeExceptionally(failure);
        }
    }

    private static List<String> all(Flux<String> items) {
        return List.copyOf(items.collectList().blockOptional(PATIENCE).orElseThrow());
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(number -> "number " + number).toList();
    }

    private static Subscriber subscribed(Flux<String> items) {
        Subscriber subscriber = new Subscriber();
        items.subscribe(subscriber);
        return subscriber;
    }

    @Test
    void itemsAreCachedAsAList() {
        Flux<String> found = repository.find("1");
        assertThat(repository.calls()).isZero();
        assertThat(all(found)).containsExactly("a", "b");
        assertThat(all(found)).containsExactly("a", "b");
        assertThat(repository.findAtOnce("1")).containsExactly("a", "b");
        assertThat(repository.calls()).isEqualTo(1);
    }

    @Test
    void noItemsAreAValue() {
        repository.setItems(Flux.empty());
        assertThat(all(repository.find("1"))).isEmpty();
        assertThat(all(repository.find("1"))).isEmpty();
        assertThat(repository.findAtOnce("1")).isEmpty();
        assertThat(repository.calls()).isEqualTo(1);
    }

    @Test
    void tooManyItemsPassThroughAtTheDemandOfTheCaller() {
        repository.setItems(Flux.fromIterable(numbers(2000)));
        Subscriber subscriber = subscribed(repository.find("1"));
        subscriber.request(3);
        await().until(() -> subscriber.items.size() == 3);
        long ahead = repository.requested();
        assertThat(ahead).isLessThan(200);
        subscriber.request(497);
        await().until(() -> subscriber.items.size() == 500);
        assertThat(repository.requested()).isEqualTo(500);
        subscriber.request(Long.MAX_VALUE);
        assertThat(subscriber.ended).succeedsWithin(PATIENCE);
        assertThat(subscriber.items).isEqualTo(numbers(2000));
        assertThat(repository.cancelled()).isZero();
    }

    @Test
    void whatCannotBeStoredPassesThroughFromTheStartTheNextTime() {
        repository.setItems(Flux.fromIterable(numbers(2000)));
        assertThat(all(repository.find("1"))).isEqualTo(numbers(2000));
        long before = repository.requested();
        Subscriber next = subscribed(repository.find("1"));
        next.request(2);
        await().until(() -> next.items.size() == 2);
        assertThat(repository.requested() - before).isEqualTo(2);
        next.cancel();
        await().until(() -> repository.cancelled() == 1);
        assertThat(repository.calls()).isEqualTo(2);
    }

    @Test
    void endlessItemsArriveWhenTheLeaseEnds() {
        repository.setItems(Flux.concat(Flux.just("first"), Flux.never()));
        Subscriber subscriber = subscribed(repository.find("1"));
        Subscriber follower = subscribed(repository.find("1"));
        subscriber.request(10);
        follower.request(10);
        await().until(() -> subscriber.items.equals(List.of("first")) && follower.items.equals(List.of("first")));
        assertThat(repository.calls()).isEqualTo(2);
        subscriber.cancel();
        await().until(() -> repository.cancelled() == 1);
        follower.cancel();
        await().until(() -> repository.cancelled() == 2);
    }

    @Test
    void itemsOfALoadThatNobodyWaitsForAreNotKept() {
        repository.setItems(Flux.concat(Flux.just("first"), Flux.never()));
        Subscriber subscriber = subscribed(repository.find("1"));
        subscriber.request(1);
        await().until(() -> repository.calls() == 1);
        subscriber.cancel();
        await().until(() -> repository.cancelled() == 1);
    }

    @Test
    void itemsArriveAtOnceWhileRedisIsAway() {
        store.setAway(true);
        repository.setItems(Flux.concat(Flux.just("first"), Flux.never()));
        Subscriber subscriber = subscribed(repository.find("1"));
        subscriber.request(5);
        await().until(() -> subscriber.items.equals(List.of("first")));
        assertThat(repository.requested()).isEqualTo(5);
        subscriber.cancel();
        await().until(() -> repository.cancelled() == 1);
    }

    @Test
    void itemsOfCallsThatBypassTheCacheAreThoseOfTheMethod() {
        Subscriber subscriber = subscribed(repository.findSome("uncached"));
        subscriber.request(1);
        assertThat(subscriber.items).containsExactly("a");
        assertThat(repository.requested()).isEqualTo(1);
        assertThat(store.reads()).isEmpty();
    }

    @Test
    void refreshThatBecomesTooLargeEndsAndLeavesTheValue() {
        assertThat(all(repository.find("1"))).containsExactly("a", "b");
        repository.setItems(Flux.fromIterable(numbers(2000)));
        store.server().advance(Duration.ofMinutes(11));
        assertThat(all(repository.find("1"))).containsExactly("a", "b");
        await().until(() -> repository.cancelled() == 1);
        assertThat(all(repository.find("1"))).containsExactly("a", "b");
    }

    @Test
    void errorComesAsItIsAfterTheItemsThatArrived() {
        IllegalStateException failure = new IllegalStateException("throttled");
        repository.setItems(Flux.concat(Flux.fromIterable(numbers(1000)), Flux.error(failure)));
        Subscriber subscriber = subscribed(repository.find("1"));
        subscriber.request(Long.MAX_VALUE);
        assertThat(subscriber.ended)
                .failsWithin(PATIENCE)
                .withThrowableThat()
                .havingCause()
                .isSameAs(failure);
        assertThat(subscriber.items).isEqualTo(numbers(1000));
    }

    @Test
    void batchLoadsTheItemsThatAreMissing() {
        assertThat(repository
                        .findAll(List.of("1"))
                        .map(ItemRepository.Item::id)
                        .collectList()
                        .block(PATIENCE))
                .containsExactly("1");
        assertThat(repository
                        .findAll(List.of("2", "none", "1"))
                        .map(ItemRepository.Item::id)
                        .collectList()
                        .block(PATIENCE))
                .containsExactly("2", "1");
        assertThat(repository.findAll(List.of("none")).collectList().block(PATIENCE))
                .isEmpty();
        assertThat(repository.calls()).isEqualTo(3);
    }

    @Test
    void itemsOfAWriteArriveBeforeItEndsAndItsCompletionAfterTheEviction() {
        Subscriber subscriber = subscribed(repository.save("1"));
        subscriber.request(10);
        await().until(() -> repository.calls() == 1);
        repository.written().tryEmitNext("one").orThrow();
        await().until(() -> subscriber.items.equals(List.of("one")));
        assertThat(store.evictions()).isEmpty();
        repository.written().tryEmitComplete().orThrow();
        assertThat(subscriber.ended).succeedsWithin(PATIENCE);
        assertThat(store.evictions()).containsExactly("items/1");
    }

    @Test
    void writeWhoseCallerHasEnoughEvicts() {
        CompletableFuture<String> first = repository.save("1").next().toFuture();
        await().until(() -> repository.calls() == 1);
        repository.written().tryEmitNext("one").orThrow();
        assertThat(first).succeedsWithin(PATIENCE).isEqualTo("one");
        await().until(() -> store.evictions().equals(List.of("items/1")));
        assertThat(repository.cancelled()).isEqualTo(1);
    }

    @Test
    void writeThatFailsEvictsAndItsExceptionComesAsItIs() {
        IllegalStateException failure = new IllegalStateException("throttled");
        repository.written().tryEmitError(failure).orThrow();
        assertThatThrownBy(() -> all(repository.save("1"))).isSameAs(failure);
        assertThat(store.evictions()).containsExactly("items/1");
    }

    @Test
    void putStoresItemsThatAreNotTooLarge() {
        assertThat(all(repository.store("1"))).containsExactly("a", "b");
        assertThat(repository.findAtOnce("1")).containsExactly("a", "b");
        repository.setItems(Flux.fromIterable(numbers(2000)));
        assertThat(all(repository.store("1"))).isEqualTo(numbers(2000));
        assertThat(repository.findAtOnce("1")).containsExactly("at once");
    }
}
