package io.github.dynamocached.cache;

import static io.github.dynamocached.cache.Stages.await;
import static io.github.dynamocached.cache.Stages.awaitFailure;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.Outcome.Source;
import io.github.dynamocached.load.AsyncBatchLoader;
import io.github.dynamocached.load.Loader;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.Slot;
import io.github.dynamocached.store.ValueCodec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** On which thread a call that blocks none goes on: never on one of the connection to Redis or of the database client. */
class AsyncThreadsTests extends AsyncFixture {

    private final List<String> decoding = new CopyOnWriteArrayList<>();
    private final ReadOperation noting = new ReadOperation("Users.find(String)", new NotingCodec(), null);

    private CompletableFuture<Outcome> readNoting(Loader loader) {
        return cache.readAsync(noting, slot, loader, own());
    }

    private static CompletableFuture<String> threadAfter(CompletableFuture<?> call) {
        return call.handle((value, failure) -> thread());
    }

    private void fillWith(String value) {
        assertThat(await(read(() -> CompletableFuture.completedFuture(value))).source())
                .isEqualTo(Source.MISS);
    }

    @Test
    void answerThatIsThereAtOnceStaysOnTheThreadOfItsCaller() {
        fillWith("value");
        assertThat(threadAfter(readNoting(new OpenLoad()))).isCompletedWithValue(thread());
        assertThat(decoding).containsOnly(thread());
    }

    @Test
    void hitThatArrivesLaterIsDecodedAndHandedOverOnTheExecutor() {
        fillWith("value");
        HeldCommand lookup = store.holdNext(ControlledEntryStore.Kind.READ);
        CompletableFuture<Outcome> call = readNoting(new OpenLoad());
        CompletableFuture<String> after = threadAfter(call);
        on("redis", lookup::release);
        assertThat(await(after)).isEqualTo(OWN);
        assertThat(await(call).source()).isEqualTo(Source.HIT);
        assertThat(decoding).containsExactly(OWN);
    }

    @Test
    void missThatArrivesLaterCallsTheMethodOnTheExecutor() {
        HeldCommand lookup = store.holdNext(ControlledEntryStore.Kind.READ);
        CompletableFuture<Outcome> call = readNoting(() -> CompletableFuture.completedFuture(thread()));
        on("redis", lookup::release);
        assertThat(await(call).value()).isEqualTo(OWN);
    }

    @Test
    void loadThatEndsOnAThreadOfTheClientIsJudgedAndStoredOnTheExecutor() {
        CompletableFuture<@Nullable Object> load = new CompletableFuture<>();
        List<String> judging = new CopyOnWriteArrayList<>();
        Loader loader = new Loader() {
            @Override
            public CompletionStage<@Nullable Object> load() {
                return load;
            }

            @Override
            public boolean isStorable(@Nullable Object value) {
                return judging.add(thread());
            }
        };
        CompletableFuture<String> after = threadAfter(readNoting(loader));
        on("sdk", () -> load.complete("value"));
        assertThat(await(after)).isEqualTo(OWN);
        assertThat(judging).containsExactly(OWN);
        assertThat(decoding).containsOnly(OWN);
    }

    @Test
    void whatFollowsAFillComesOnTheExecutor() {
        HeldCommand fill = store.holdNext(ControlledEntryStore.Kind.FILL);
        CompletableFuture<String> after = threadAfter(readNoting(() -> CompletableFuture.completedFuture("value")));
        on("redis", fill::release);
        assertThat(await(after)).isEqualTo(OWN);
    }

    @Test
    void failureThatArrivesLaterComesOnTheExecutor() {
        OpenLoad load = new OpenLoad();
        CompletableFuture<Outcome> call = readNoting(load);
        CompletableFuture<String> after = threadAfter(call);
        IllegalStateException failure = new IllegalStateException("no such table");
        on("sdk", () -> load.end.completeExceptionally(failure));
        assertThat(await(after)).isEqualTo(OWN);
        assertThat(awaitFailure(call)).isSameAs(failure);
    }

    @Test
    void staleIfErrorIsDecodedOnTheExecutor() {
        fillWith("value");
        pass(Duration.ofMinutes(20));
        OpenLoad load = new OpenLoad();
        CompletableFuture<Outcome> call = readNoting(load);
        CompletableFuture<String> after = threadAfter(call);
        on("sdk", () -> load.end.completeExceptionally(new TimeoutException()));
        assertThat(await(after)).isEqualTo(OWN);
        assertThat(await(call).value()).isEqualTo("value");
        assertThat(decoding).containsExactly(OWN);
    }

    @Test
    void executorThatRefusesIsReplacedByAThread() {
        fillWith("value");
        HeldCommand lookup = store.holdNext(ControlledEntryStore.Kind.READ);
        CompletableFuture<Outcome> call = cache.readAsync(operation, slot, new OpenLoad(), task -> {
            throw new RejectedExecutionException("full");
        });
        CompletableFuture<String> after = threadAfter(call);
        on("redis", lookup::release);
        assertThat(await(after)).isEqualTo("dynamocached-refused");
        assertThat(await(call).value()).isEqualTo("value");
    }

    @Test
    void batchIsDecodedLoadedAndHandedOverOnTheExecutor() {
        Slot cached = new Slot(CacheKey.of("users", List.of("cached")), "Text");
        Object unused = await(cache.readAsync(noting, cached, () -> CompletableFuture.completedFuture("value"), own()));
        HeldCommand lookup = store.holdNext(ControlledEntryStore.Kind.READ);
        CompletableFuture<@Nullable Object> load = new CompletableFuture<>();
        List<String> loading = new CopyOnWriteArrayList<>();
        decoding.clear();
        AsyncBatchLoader loader = new AsyncBatchLoader() {
            @Override
            public CompletionStage<@Nullable Object> load(List<Slot> slots) {
                loading.add(thread() + slots.size());
                return load;
            }

            @Override
            public Map<Slot, Optional<Object>> valuesOf(@Nullable Object arrived, List<Slot> slots) {
                loading.add(thread());
                return Map.of(slot, Optional.ofNullable(arrived));
            }
        };
        CompletableFuture<Map<Slot, Outcome>> call =
                cache.readAllAsync(noting, List.of(cached, slot), loader, own(), outcomes -> outcomes);
        CompletableFuture<String> after = threadAfter(call);
        on("redis", lookup::release);
        Awaitility.await().untilAsserted(() -> assertThat(loading).containsExactly(OWN + 1));
        on("sdk", () -> load.complete("loaded"));
        assertThat(await(after)).isEqualTo(OWN);
        assertThat(loading).containsExactly(OWN + 1, OWN);
        assertThat(await(call))
                .containsEntry(cached, new Outcome(Source.HIT, "value", 0))
                .containsEntry(slot, new Outcome(Source.MISS, "loaded", 0));
        assertThat(decoding).containsOnly(OWN);
    }

    /** The nested call finds itself within the load of its key by what it knew when it began. */
    @Test
    void loadThatComposesTheCachedCallOfItsOwnKeyDoesNotWaitForItself() {
        CompletableFuture<Outcome> outer = cache.readAsync(operation, slot, () -> nested("inner"), Runnable::run);
        assertThat(await(outer).value()).isEqualTo("inner");
        assertThat(store.calls(ControlledEntryStore.Kind.ACQUIRE))
                .as("the lease, and the question of one that loads without a flight")
                .isEqualTo(2);
    }

    private CompletionStage<@Nullable Object> nested(String value) {
        HeldCommand lookup = store.holdReplyOfNext(ControlledEntryStore.Kind.READ);
        CompletableFuture<@Nullable Object> result = cache.readAsync(
                        operation, slot, () -> CompletableFuture.completedFuture(value), own())
                .thenApply(Outcome::value);
        on("redis", lookup::reply);
        return result;
    }

    private final class NotingCodec implements ValueCodec {

        private final TextCodec codec = new TextCodec();

        @Override
        public EntryFormat format() {
            return codec.format();
        }

        @Override
        public byte[] @Nullable [] encode(Object value) {
            return codec.encode(value);
        }

        @Override
        public Object decode(byte[] @Nullable [] fields) {
            decoding.add(thread());
            return codec.decode(fields);
        }
    }
}
