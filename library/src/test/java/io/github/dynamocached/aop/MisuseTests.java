package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import kotlin.coroutines.Continuation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** What stops the start, and what the message says. */
class MisuseTests {

    static String problemOf(Class<?> component) {
        Throwable failure = catchThrowable(
                () -> CachingTestApplication.start(Backend.class, component).close());
        assertThat(failure).isNotNull();
        while (failure.getCause() != null) {
            failure = failure.getCause();
        }
        assertThat(failure).isInstanceOf(IllegalStateException.class);
        return String.valueOf(failure.getMessage());
    }

    static class ReturnsNothing {
        @DynamoCached("a")
        public void find(String id) {}
    }

    @Test
    void nothingCannotBeCached() {
        assertThat(problemOf(ReturnsNothing.class))
                .isEqualTo(
                        "@DynamoCached on MisuseTests.ReturnsNothing.find(String): the method returns nothing, so there"
                                + " is nothing to cache. Return a value, or use @DynamoEvict if the method writes.");
    }

    static class Suspends {
        @DynamoCached("a")
        public @Nullable Object find(String id, Continuation<? super String> rest) {
            return null;
        }
    }

    @Test
    void functionOfJavaCannotSuspend() {
        assertThat(problemOf(Suspends.class))
                .isEqualTo(
                        "@DynamoCached on MisuseTests.Suspends.find(String): the method takes a Continuation, but Kotlin"
                                + " did not compile it. Write it as a suspending function in Kotlin, or remove the"
                                + " parameter.");
    }

    static class EvictsWhileItWrites {
        @DynamoCached("a")
        public String find(String id) {
            return id;
        }

        @DynamoEvict("a")
        public Future<Void> save(String id) {
            return CompletableFuture.completedFuture(null);
        }
    }

    @Test
    void methodWhoseWriteMayEndAfterItHasReturnedCannotEvict() {
        assertThat(problemOf(EvictsWhileItWrites.class))
                .isEqualTo("@DynamoEvict on MisuseTests.EvictsWhileItWrites.save(String): the method returns a"
                        + " Future, so its write may end after the eviction. Return a CompletableFuture, a Mono or a Flux, or wait for the"
                        + " write before you return.");
    }

    static class ReturnsAFuture {
        @DynamoCached("a")
        public @Nullable Future<String> find(String id) {
            return null;
        }
    }

    static class ReturnsAPublisher {
        @DynamoCached("a")
        public @Nullable Publisher<String> find(String id) {
            return null;
        }
    }

    @Test
    void asynchronousResultCannotBeCached() {
        assertThat(problemOf(ReturnsAFuture.class))
                .isEqualTo("@DynamoCached on MisuseTests.ReturnsAFuture.find(String): a result of type Future"
                        + " arrives after the method has returned and cannot be cached. Return a CompletableFuture, a"
                        + " Mono, a Flux, or the value itself.");
        assertThat(problemOf(ReturnsAPublisher.class))
                .isEqualTo(
                        "@DynamoCached on MisuseTests.ReturnsAPublisher.find(String): a result of type Publisher arrives"
                                + " after the method has returned and cannot be cached. Return a CompletableFuture, a Mono, a Flux,"
                                + " or the value itself.");
    }

    static class ReadsAndEvictsItems {
        @DynamoCached(cache = "a", key = "#id")
        @DynamoEvict(cache = "b", key = "#id")
        public Flux<String> findAndForget(String id) {
            return Flux.just(id);
        }
    }

    static class EvictsByItems {
        @DynamoCached(cache = "a", key = "#id")
        public String find(String id) {
            return id;
        }

        @DynamoEvict(cache = "a", key = "#id", condition = "#result.size() > 0")
        public Flux<String> save(String id) {
            return Flux.just(id);
        }
    }

    @Test
    void itemsThatArePassedOnCannotBeAskedFor() {
        assertThat(problemOf(ReadsAndEvictsItems.class))
                .contains("MisuseTests.ReadsAndEvictsItems.findAndForget(String): the method reads from a cache and"
                        + " evicts or puts, but its items arrive one by one. Return a Mono of a List, or split the"
                        + " method.");
        assertThat(problemOf(EvictsByItems.class))
                .contains(
                        "MisuseTests.EvictsByItems.save(String): key, keys or condition uses the result, but its items"
                                + " are handed on one by one and not kept. Use parameters, or return a Mono of a List.");
    }

    static class ReturnsAVariable {
        @DynamoCached("a")
        @SuppressWarnings("TypeParameterUnusedInFormals")
        public <T> @Nullable T find(String id) {
            return null;
        }
    }

    static class ReturnsARawOptional {
        @DynamoCached("a")
        @SuppressWarnings("rawtypes")
        public Optional find(String id) {
            return Optional.empty();
        }
    }

    @Test
    void resultMustSayWhatTheValueIs() {
        assertThat(problemOf(ReturnsAVariable.class))
                .isEqualTo("@DynamoCached on MisuseTests.ReturnsAVariable.find(String): its result type T does not say"
                        + " what the value is. Write the type in the method or in the class of the bean.");
        assertThat(problemOf(ReturnsARawOptional.class))
                .isEqualTo("@DynamoCached on MisuseTests.ReturnsARawOptional.find(String): its result type"
                        + " java.util.Optional does not say what the value is. Write the type in the method or in the"
                        + " class of the bean.");
    }

    static class ReturnsARunnable {
        @DynamoCached("a")
        public @Nullable Runnable find(String id) {
            return null;
        }
    }

    @Test
    void typeThatTheCodecsRefuseIsNamedWithItsMethod() {
        assertThat(problemOf(ReturnsARunnable.class))
                .isEqualTo("@DynamoCached on MisuseTests.ReturnsARunnable.find(String): a Runnable cannot be cached."
                        + " Return data.");
    }

    static class NamesNoCache {
        @DynamoCached(key = "#id")
        public String find(String id) {
            return id;
        }
    }

    static class NamesAnImpossibleCache {
        @DynamoEvict("us:ers")
        public void save(String id) {}
    }

    @Test
    void cacheMustHaveAName() {
        assertThat(problemOf(NamesNoCache.class))
                .isEqualTo("@DynamoCached on MisuseTests.NamesNoCache.find(String): it names no cache. Set cache,"
                        + " or annotate the class with @DynamoCacheConfig.");
        assertThat(problemOf(NamesAnImpossibleCache.class))
                .isEqualTo(
                        "@DynamoEvict on MisuseTests.NamesAnImpossibleCache.save(String): 'us:ers' cannot be the name"
                                + " of a cache. Use letters, digits, dots, underscores and hyphens only.");
    }

    static class NamesAnUnknownPlaceholder {
        @DynamoCached("${cache.of.nobody}")
        public String find(String id) {
            return id;
        }
    }

    @Test
    void placeholderMustHaveAValue() {
        assertThat(problemOf(NamesAnUnknownPlaceholder.class))
                .isEqualTo("@DynamoCached on MisuseTests.NamesAnUnknownPlaceholder.find(String): cache"
                        + " \"${cache.of.nobody}\" has a placeholder without a value. Set the property, or write a"
                        + " default, for example \"${name:default}\".");
    }

    static class LivesOddly {
        @DynamoCached(cache = "a", ttl = "10x")
        public String find(String id) {
            return id;
        }

        @DynamoCached(cache = "a", ttl = "0s")
        public String findNever(String id) {
            return id;
        }
    }

    @Test
    void allProblemsComeInOneMessage() {
        assertThat(problemOf(LivesOddly.class).lines())
                .containsExactlyInAnyOrder(
                        "@DynamoCached on MisuseTests.LivesOddly.find(String): ttl \"10x\" is not a duration. Use \"10m\""
                                + " or ISO-8601 such as \"PT10M\".",
                        "@DynamoCached on MisuseTests.LivesOddly.findNever(String): ttl \"0s\" is too short. Use a"
                                + " duration of a millisecond or more.");
    }
}
