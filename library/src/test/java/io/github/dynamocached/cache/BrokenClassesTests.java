package io.github.dynamocached.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.Budgets;
import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.CapturedLog;
import io.github.dynamocached.FailurePredicate;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.cache.ControlledEntryStore.Kind;
import io.github.dynamocached.load.BatchLoader;
import io.github.dynamocached.load.Loader;
import io.github.dynamocached.memory.InMemoryEntryStore;
import io.github.dynamocached.memory.InMemoryLoadLock;
import io.github.dynamocached.memory.InMemoryServer;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.ItemEnds;
import io.github.dynamocached.store.Slot;
import io.github.dynamocached.store.ValueCodec;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the application's classes throw: the caller is served, the lease is given back, and one error says why. */
class BrokenClassesTests {

    @RegisterExtension
    final CapturedLog log = new CapturedLog("io.github.dynamocached.cache");

    private final Slot slot = new Slot(CacheKey.of("users", List.of("secret")), "Text");
    private final InMemoryServer server = new InMemoryServer();
    private final ControlledEntryStore store = new ControlledEntryStore(new InMemoryEntryStore(server));
    private final ReadThroughCache cache = cache(FailurePredicate.NONE);

    /** Where a class fails. */
    enum Place {
        ENCODE,
        DECODE,
        EQUALS,
        ENDS,
        CHECK
    }

    /** Whose {@code equals} fails, if it is to. */
    private record Value(String text, boolean fails) {

        @Override
        public boolean equals(@Nullable Object other) {
            if (fails) {
                throw new ExceptionInInitializerError(new ArithmeticException("secret"));
            }
            return other instanceof Value that && text.equals(that.text);
        }

        @Override
        public int hashCode() {
            return text.hashCode();
        }
    }

    /** Fails at one place, as a codec of the application does. */
    private record BrokenCodec(Place place) implements ValueCodec {

        private static final EntryFormat FORMAT = EntryFormat.blob("Text", "1");

        @Override
        public EntryFormat format() {
            return FORMAT;
        }

        @Override
        public byte[] @Nullable [] encode(Object value) {
            failAt(Place.ENCODE);
            return new byte[] @Nullable [] {{1}};
        }

        @Override
        public Object decode(byte[] @Nullable [] fields) {
            failAt(Place.DECODE);
            return new Value("secret", place == Place.EQUALS);
        }

        @Override
        public ItemEnds endsOf(Object value, String attribute) {
            failAt(Place.ENDS);
            return ItemEnds.NONE;
        }

        void failAt(Place at) {
            if (place == at) {
                throw new NoClassDefFoundError("secret");
            }
        }
    }

    private static ReadOperation broken(Place place) {
        BrokenCodec codec = new BrokenCodec(place);
        return new ReadOperation("Users.find(String)", codec, null, null, (key, value, sought) -> {
            codec.failAt(Place.CHECK);
            return null;
        });
    }

    private ReadThroughCache cache(FailurePredicate outages) {
        Budgets budgets = new Budgets(Duration.ofSeconds(10), Duration.ofSeconds(10));
        CacheSettings settings = Node.SETTINGS.with().timeToLiveAttribute("end").build();
        return new ReadThroughCaches(
                        store,
                        new InMemoryLoadLock(server),
                        budgets,
                        outages,
                        Runnable::run,
                        name -> settings,
                        List.of())
                .cache("users");
    }

    private static String error(Place place) {
        String problem = switch (place) {
            case ENCODE, DECODE, ENDS -> "its classes fail with java.lang.NoClassDefFoundError. Fix them.";
            case EQUALS ->
                "its classes fail with java.lang.ExceptionInInitializerError caused by"
                        + " java.lang.ArithmeticException. Fix them.";
            case CHECK ->
                "the key cannot be checked, because that fails with java.lang.NoClassDefFoundError. Fix the classes"
                        + " of the key parts.";
        };
        return "ERROR Users.find(String): its results are returned but not cached in 'users': " + problem;
    }

    @ParameterizedTest
    @EnumSource
    void readIsServedAndItsLeaseGivenBack(Place place) throws Throwable {
        ReadOperation operation = broken(place);
        Value value = new Value("secret", place == Place.EQUALS);
        assertThat(cache.read(operation, slot, () -> value).value()).isSameAs(value);
        assertThat(store.calls()).contains(Kind.RELEASE).doesNotContain(Kind.FILL);
        assertThat(cache.read(operation, slot, () -> value).value()).isSameAs(value);
        assertThat(cache.read(operation, slot, () -> value).value()).isSameAs(value);
        assertThat(log.lines()).containsExactly(error(place));
    }

    @ParameterizedTest
    @EnumSource
    void batchIsServedAndItsLeaseGivenBack(Place place) throws Throwable {
        Value value = new Value("secret", place == Place.EQUALS);
        BatchLoader loader = slots -> Map.of(slot, Optional.of(value));
        assertThat(cache.readAll(broken(place), List.of(slot), loader).get(slot))
                .isEqualTo(new Outcome(Outcome.Source.MISS, value, 0));
        assertThat(store.calls()).contains(Kind.RELEASE).doesNotContain(Kind.FILL);
        assertThat(log.lines()).containsExactly(error(place));
    }

    @ParameterizedTest
    @EnumSource
    void putIsAnEviction(Place place) {
        Put put = cache.beginPut(broken(place), slot);
        assertThat(put.store(new Value("secret", place == Place.EQUALS))).isTrue();
        assertThat(store.calls()).contains(Kind.EVICT).doesNotContain(Kind.FILL);
        assertThat(log.lines()).containsExactly(error(place));
    }

    @Test
    void failingPredicateDoesNotHideTheFailureOfTheLoad() {
        ReadThroughCache judged = cache(failure -> {
            throw new LinkageError("secret");
        });
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> judged.read(broken(Place.ENDS), slot, () -> {
                        throw new IOException("The table is away");
                    }))
                    .isInstanceOf(IOException.class);
        }
        assertThat(log.lines())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith("ERROR FailurePredicate io.github.dynamocached.cache.BrokenClassesTests$$Lambda")
                        .endsWith(" failed with java.lang.LinkageError. The failed load does not count as an outage, so"
                                + " stale-if-error does not answer it. Fix the predicate."));
    }

    /** Decodes another value than was encoded. */
    private record LossyCodec() implements ValueCodec {

        @Override
        public EntryFormat format() {
            return BrokenCodec.FORMAT;
        }

        @Override
        public byte[] @Nullable [] encode(Object value) {
            return new byte[] @Nullable [] {((Value) value).text.getBytes(UTF_8)};
        }

        @Override
        public Object decode(byte[] @Nullable [] fields) {
            return new Value("another", false);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void callerWhoWaitedGetsNoCopyThatIsAnotherValue(boolean storable) {
        ReadOperation operation = new ReadOperation("Users.find(String)", new LossyCodec(), null);
        CompletableFuture<@Nullable Object> loaded = new CompletableFuture<>();
        Loader loader = new Loader() {
            @Override
            public CompletionStage<@Nullable Object> load() {
                return loaded;
            }

            @Override
            public boolean isStorable(@Nullable Object value) {
                return storable;
            }
        };
        CompletionStage<Outcome> leader = cache.readAsync(operation, slot, loader, Runnable::run);
        CompletionStage<Outcome> follower = cache.readAsync(operation, slot, loader, Runnable::run);
        loaded.complete(new Value("secret", false));
        assertThat(leader.toCompletableFuture().join().value()).isEqualTo(new Value("secret", false));
        assertThat(follower.toCompletableFuture().join().value()).isEqualTo(new Value("secret", false));
    }
}
