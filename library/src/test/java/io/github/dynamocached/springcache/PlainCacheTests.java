package io.github.dynamocached.springcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.dynamocached.cache.ReadThroughCache;
import io.github.dynamocached.cache.Stages;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.cache.Cache;

/**
 * What Spring expects of a cache that code uses: as for any implementation, but for puts, which evict. Values get in by loaders.
 */
class PlainCacheTests {

    private final SpringNode node = SpringNode.alone();
    private final Cache cache = node.caches().getCache("items");

    @AfterEach
    void close() {
        node.close();
    }

    private static <T> Callable<T> unexpected() {
        return () -> {
            throw new AssertionError("The loader was called");
        };
    }

    private static @Nullable Object value(Cache.@Nullable ValueWrapper found) {
        return Objects.requireNonNull(found).get();
    }

    @Test
    void nameAndNativeCacheAreKnown() {
        assertThat(cache.getName()).isEqualTo("items");
        assertThat(cache.getNativeCache()).isInstanceOf(ReadThroughCache.class);
        assertThat(node.caches().getCache("items")).isSameAs(cache);
        assertThat(node.caches().getCacheNames()).containsExactly("items");
    }

    @Test
    void loadedValueIsFound() {
        assertThat(cache.get("1")).isNull();
        assertThat(cache.get("1", () -> "george")).isEqualTo("george");
        assertThat(cache.get("1", PlainCacheTests.<String>unexpected())).isEqualTo("george");
        assertThat(value(cache.get("1"))).isEqualTo("george");
        assertThat(cache.get("1", String.class)).isEqualTo("george");
        assertThat(cache.get("1", Object.class)).isEqualTo("george");
        assertThat(cache.get("1", (Class<?>) null)).isEqualTo("george");
        assertThatIllegalStateException().isThrownBy(() -> cache.get("1", Integer.class));
    }

    @Test
    void loadedNullIsFoundAsAWrapperOfNull() {
        assertThat(cache.<@Nullable String>get("1", () -> null)).isNull();
        assertThat(cache.get("1")).isNotNull();
        assertThat(value(cache.get("1"))).isNull();
        assertThat(cache.get("1", String.class)).isNull();
    }

    @Test
    void putEvictsAndSoDoesPutIfAbsentIfNothingIsThere() {
        cache.get("1", () -> "loaded");
        assertThat(value(cache.putIfAbsent("1", "other"))).isEqualTo("loaded");
        assertThat(cache.get("1", String.class)).isEqualTo("loaded");
        cache.put("1", "put");
        assertThat(cache.get("1")).isNull();
        assertThat(cache.putIfAbsent("1", "put")).isNull();
        assertThat(cache.get("1")).isNull();
        assertThat(cache.get("1", () -> "loaded again")).isEqualTo("loaded again");
    }

    @Test
    void evictedKeysAreGone() {
        cache.get("1", () -> "one");
        cache.get("2", () -> "two");
        cache.evict("1");
        assertThat(cache.get("1")).isNull();
        assertThat(cache.evictIfPresent("2")).isFalse();
        assertThat(cache.get("2")).isNull();
        cache.get("3", () -> "three");
        cache.clear();
        assertThat(cache.get("3")).isNull();
        cache.get("4", () -> "four");
        assertThat(cache.invalidate()).isFalse();
        assertThat(cache.get("4")).isNull();
    }

    @Test
    void failureOfALoaderIsWrappedAndNamesNoKey() {
        assertThatExceptionOfType(Cache.ValueRetrievalException.class)
                .isThrownBy(() -> cache.get("secret", () -> {
                    throw new UnsupportedOperationException("expected");
                }))
                .withCauseExactlyInstanceOf(UnsupportedOperationException.class)
                .satisfies(failure -> {
                    assertThat(failure.getKey()).isEqualTo("secret");
                    assertThat(failure.getMessage()).doesNotContain("secret");
                });
        assertThat(cache.get("secret")).isNull();
    }

    @Test
    void concurrentCallersShareOneLoad() throws Exception {
        AtomicInteger loads = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(10);
        List<CompletableFuture<Integer>> callers = IntStream.range(0, 10)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> {
                            begun.countDown();
                            return cache.get("1", () -> {
                                begun.await();
                                return loads.incrementAndGet();
                            });
                        },
                        task -> new Thread(task).start()))
                .toList();
        for (CompletableFuture<Integer> caller : callers) {
            assertThat(caller.get()).isEqualTo(1);
        }
        assertThat(loads).hasValue(1);
    }

    @Test
    void valueIsRetrievedWithoutBlocking() throws Exception {
        assertThat(cache.retrieve("1", () -> CompletableFuture.completedFuture("later"))
                        .get())
                .isEqualTo("later");
        assertThat(Stages.await(Objects.requireNonNull(cache.retrieve("1"))))
                .isInstanceOfSatisfying(
                        Cache.ValueWrapper.class,
                        found -> assertThat(found.get()).isEqualTo("later"));
        assertThat(Stages.await(Objects.requireNonNull(cache.retrieve("2")))).isNull();
    }

    @Test
    void containersOfSimpleValuesAreStoredAndOthersAreNot() {
        assertThat(cache.get("list", () -> List.of(1, 2))).isEqualTo(List.of(1, 2));
        assertThat(cache.get("list", PlainCacheTests.<List<Integer>>unexpected()))
                .isEqualTo(List.of(1, 2));
        assertThat(cache.get("map", () -> Map.of("a", true))).isEqualTo(Map.of("a", true));
        assertThat(cache.get("map", PlainCacheTests.<Map<String, Boolean>>unexpected()))
                .isEqualTo(Map.of("a", true));
        assertThat(cache.get("enum", () -> Thread.State.NEW)).isEqualTo(Thread.State.NEW);
        assertThat(cache.get("enum")).isNull();
        assertThat(cache.get("mixed", () -> List.of(1, "two"))).isEqualTo(List.of(1, "two"));
        assertThat(cache.get("mixed")).isNull();
    }
}
