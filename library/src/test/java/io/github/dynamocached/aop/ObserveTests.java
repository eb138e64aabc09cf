package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.DynamoCaches;
import io.github.dynamocached.Observed;
import io.github.dynamocached.ObservedRead;
import io.github.dynamocached.Outcome.Source;
import io.github.dynamocached.TypedDynamoCache;
import io.github.dynamocached.annotation.DynamoCached;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An annotated call can be asked for its outcome. */
class ObserveTests {

    private final CachingTestApplication application =
            CachingTestApplication.start(Inner.class, Batches.class, Outer.class);
    private final Inner inner = application.bean(Inner.class);
    private final Outer outer = application.bean(Outer.class);
    private final DynamoCaches caches = application.bean(DynamoCaches.class);

    @AfterEach
    void closeApplication() {
        application.close();
    }

    static class Inner {

        @DynamoCached("inner")
        public String find(String id) {
            return "inner " + id;
        }

        @DynamoCached(cache = "never", condition = "false")
        public String never(String id) {
            return id;
        }
    }

    static class Batches {

        @DynamoCached(cache = "many", keys = "#ids")
        public Map<String, String> findAll(List<String> ids) {
            return ids.stream().collect(Collectors.toMap(id -> id, id -> "one " + id));
        }
    }

    static class Outer {

        private final Inner inner;

        Outer(Inner inner) {
            this.inner = inner;
        }

        @DynamoCached("outer")
        public String find(String id) {
            return "outer " + inner.find(id);
        }
    }

    private static List<String> lines(Observed<?> observed) {
        return observed.reads().stream()
                .map(read -> read.cacheName() + " " + read.source())
                .toList();
    }

    @Test
    void callIsAMissAndThenAHit() {
        Observed<String> first = caches.observe(() -> inner.find("1"));
        Observed<String> second = caches.observe(() -> inner.find("1"));

        assertThat(first.value()).isEqualTo("inner 1");
        assertThat(lines(first)).containsExactly("inner MISS");
        assertThat(first.isFromCache()).isFalse();
        assertThat(lines(second)).containsExactly("inner HIT");
        assertThat(second.isFromCache()).isTrue();
        assertThat(second.last().orElseThrow().ageMillis()).isNotNegative();
        assertThat(second.last().orElseThrow().isAbsence()).isFalse();
        assertThat(second)
                .hasToString("call with reads [ObservedRead[cacheName=inner, source=HIT, ageMillis=0,"
                        + " isAbsence=false]]");
    }

    @Test
    void readsWithinALoadArePartOfIt() {
        Observed<String> observed = caches.observe(() -> outer.find("1"));

        assertThat(observed.value()).isEqualTo("outer inner 1");
        assertThat(lines(observed)).containsExactly("outer MISS");
        assertThat(lines(caches.observe(() -> inner.find("1")))).containsExactly("inner HIT");
    }

    @Test
    void batchIsOneReadForEachOfItsKeys() {
        Batches batches = application.bean(Batches.class);
        assertThat(batches.findAll(List.of("1", "2"))).hasSize(2);

        Observed<Map<String, String>> observed = caches.observe(() -> batches.findAll(List.of("1", "2", "3")));

        assertThat(observed.reads()).hasSize(3);
        assertThat(observed.count(Source.HIT)).isEqualTo(2);
        assertThat(observed.count(Source.MISS)).isEqualTo(1);
        assertThat(observed.isFromCache()).isFalse();
    }

    @Test
    void readsOneAfterTheOtherAreAllThere() {
        assertThat(inner.find("1")).isEqualTo("inner 1");

        Observed<String> observed = caches.observe(() -> inner.find("1") + inner.never("2") + outer.find("3"));

        assertThat(lines(observed)).containsExactly("inner HIT", "never BYPASS", "outer MISS");
        assertThat(observed.count(Source.HIT)).isEqualTo(1);
        assertThat(observed.count(Source.BYPASS)).isEqualTo(1);
        assertThat(observed.isFromCache()).isFalse();
        assertThat(observed.last().map(ObservedRead::cacheName)).contains("outer");
    }

    @Test
    void observationsLieWithinEachOther() {
        Observed<Observed<String>> around = caches.observe(() -> {
            assertThat(inner.find("1")).isEqualTo("inner 1");
            return caches.observe(() -> inner.find("2"));
        });

        assertThat(lines(around)).containsExactly("inner MISS", "inner MISS");
        assertThat(lines(around.value())).containsExactly("inner MISS");
        assertThat(lines(caches.observe(() -> "nothing"))).isEmpty();
    }

    @Test
    void observationWithinALoadSeesWhatIsReadThere() {
        TypedDynamoCache<String> typed = caches.cache("typed").of(String.class);

        Observed<String> around = caches.observe(() -> typed.entry("1")
                .read(() -> {
                    Observed<String> within = caches.observe(() -> inner.find("1"));
                    assertThat(lines(within)).containsExactly("inner MISS");
                    return within.value();
                })
                .orElseThrow());

        assertThat(lines(around)).containsExactly("typed MISS");
    }

    @Test
    void readsOfOtherThreadsAreNotSeen() {
        Observed<String> observed = caches.observe(
                () -> CompletableFuture.supplyAsync(() -> inner.find("1")).join());

        assertThat(observed.reads()).isEmpty();
        assertThat(observed.isFromCache()).isFalse();
        assertThat(observed.last()).isEmpty();
    }

    @Test
    void failureOfTheCallComesOutAsItIsAndEndsTheObservation() {
        IOException failure = new IOException("late");
        assertThatThrownBy(() -> caches.observeChecked(() -> {
                    throw failure;
                }))
                .isSameAs(failure);

        assertThat(lines(caches.observe(() -> inner.find("1")))).containsExactly("inner MISS");
    }
}
