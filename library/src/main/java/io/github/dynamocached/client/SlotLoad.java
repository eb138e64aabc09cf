package io.github.dynamocached.client;

import io.github.dynamocached.load.BlockingLoader;
import io.github.dynamocached.load.LoadContext;
import io.github.dynamocached.load.Loader;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;

/** Reads slots through the cache, and loads with a client of the application. It keeps what DynamoDB has answered to the call. */
final class SlotLoad {

    private SlotLoad() {}

    /** Reads on the calling thread. Throws what the client throws. */
    static <Q extends DynamoDbRequest, R extends DynamoDbResponse> R read(SlotRead<Q, R> read, Function<Q, R> client)
            throws Throwable {
        Blocking<Q, R> load = new Blocking<>(read, client);
        return read.answer(read.cache().read(read.operation(), read.slot(), load), load.loaded);
    }

    /** Reads without blocking any thread. What is not answered at once goes on on the executor. */
    static <Q extends DynamoDbRequest, R extends DynamoDbResponse> CompletableFuture<R> readAsync(
            SlotRead<Q, R> read, Function<Q, CompletableFuture<R>> client, Executor executor) {
        Later<Q, R> load = new Later<>(read, client);
        return read.cache()
                .readAsync(read.operation(), read.slot(), load, executor, outcome -> read.answer(outcome, load.loaded));
    }

    /** Whether the load of the current thread has to read consistently. */
    static boolean isConsistent() {
        LoadContext load = LoadContext.current();
        return load != null && load.isConsistent();
    }

    private static final class Blocking<Q extends DynamoDbRequest, R extends DynamoDbResponse>
            implements BlockingLoader {

        private final SlotRead<Q, R> read;
        private final Function<Q, R> client;
        private @Nullable R loaded;

        Blocking(SlotRead<Q, R> read, Function<Q, R> client) {
            this.read = read;
            this.client = client;
        }

        @Override
        public @Nullable Object load() {
            R answer = client.apply(read.loading(isConsistent()));
            loaded = answer;
            return read.valueOf(answer);
        }

        @Override
        public BlockingLoader forRefresh() {
            return new Blocking<>(read, client);
        }
    }

    private static final class Later<Q extends DynamoDbRequest, R extends DynamoDbResponse> implements Loader {

        private final SlotRead<Q, R> read;
        private final Function<Q, CompletableFuture<R>> client;
        private volatile @Nullable R loaded;

        Later(SlotRead<Q, R> read, Function<Q, CompletableFuture<R>> client) {
            this.read = read;
            this.client = client;
        }

        @Override
        @SuppressWarnings("unchecked") // A response is an object.
        public CompletionStage<@Nullable Object> load() {
            return (CompletionStage<@Nullable Object>) (CompletionStage<?>) client.apply(read.loading(isConsistent()));
        }

        @Override
        @SuppressWarnings("unchecked") // It is what the client has answered.
        public @Nullable Object valueOf(@Nullable Object arrived) {
            R answer = (R) Objects.requireNonNull(arrived);
            loaded = answer;
            return read.valueOf(answer);
        }

        @Override
        public Loader forRefresh() {
            return new Later<>(read, client);
        }
    }
}
