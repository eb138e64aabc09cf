package io.github.dynamocached.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.Budgets;
import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CacheListener;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Consistency;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.cache.ControlledEntryStore.Kind;
import io.github.dynamocached.command.Nonces;
import io.github.dynamocached.command.Ports;
import io.github.dynamocached.load.LoadContext;
import io.github.dynamocached.load.Loader;
import io.github.dynamocached.memory.InMemoryEntryStore;
import io.github.dynamocached.memory.InMemoryLoadLock;
import io.github.dynamocached.memory.InMemoryServer;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A cache whose loads end when the test says so, on a clock of the test's own. */
abstract class SharedLoadsFixture {

    static final Duration MOMENT = Duration.ofNanos(1);
    static final Duration LOAD = Duration.ofMillis(20);

    final Slot slot = slot("1");
    final InMemoryServer server = new InMemoryServer();
    final ControlledEntryStore store = new ControlledEntryStore(new InMemoryEntryStore(server));
    final SteppedTiming timing = new SteppedTiming();
    final ReadOperation operation = new ReadOperation("Users.find(String)", new TextCodec(), null);
    final List<SharedLoadsFixture.Asked> loads = new ArrayList<>();
    private @Nullable ReadThroughCache opened;

    /** A load that has begun. */
    static final class Asked {
        final boolean consistent;
        final @Nullable LoadContext context;
        final CompletableFuture<@Nullable Object> end = new CompletableFuture<>();

        Asked(@Nullable LoadContext context) {
            this.context = context;
            this.consistent = context != null && context.isConsistent();
        }
    }

    static Slot slot(String key) {
        return new Slot(CacheKey.of("users", List.of(key)), "Text");
    }

    CacheSettings settings() {
        return Node.SETTINGS
                .with()
                .consistency(Consistency.EVENTUAL)
                .staleIfError(Duration.ofHours(1))
                .build();
    }

    Budgets budgets() {
        return Node.GENEROUS;
    }

    ReadThroughCache cache() {
        if (opened == null) {
            Ports ports = new Ports(
                    store,
                    new InMemoryLoadLock(server),
                    budgets(),
                    failure -> failure instanceof TimeoutException,
                    timing,
                    new Nonces());
            opened = new ReadThroughCaches(ports, Runnable::run, name -> settings(), List.<CacheListener>of())
                    .cache("users");
        }
        return opened;
    }

    /** Calls the method, a moment after everything that happened before. */
    CompletableFuture<Outcome> read() {
        return read(loader());
    }

    CompletableFuture<Outcome> read(Loader loader) {
        timing.pass(MOMENT);
        CompletableFuture<Outcome> outcome =
                cache().readAsync(operation, slot, loader, Runnable::run).toCompletableFuture();
        timing.pass(MOMENT);
        return outcome;
    }

    /** Calls the method while the server does not answer. */
    CompletableFuture<Outcome> readWithoutServer() {
        store.failNext(Kind.READ);
        return read();
    }

    Loader loader() {
        return this::load;
    }

    Loader unstorable() {
        return new Loader() {
            @Override
            public CompletionStage<@Nullable Object> load() {
                return SharedLoadsFixture.this.load();
            }

            @Override
            public boolean isStorable(@Nullable Object value) {
                return false;
            }
        };
    }

    CompletionStage<@Nullable Object> load() {
        Asked asked = new Asked(LoadContext.current());
        loads.add(asked);
        return asked.end;
    }

    /** From now on a load is known to take as long as {@link #LOAD}. */
    void knowHowLongLoadsTake() {
        CompletableFuture<Outcome> first = readWithoutServer();
        timing.pass(LOAD);
        end(0, "first");
        assertThat(first).isCompleted();
        loads.clear();
    }

    void end(int load, @Nullable String value) {
        timing.pass(MOMENT);
        loads.get(load).end.complete(value);
    }

    void fail(int load, Throwable failure) {
        timing.pass(MOMENT);
        loads.get(load).end.completeExceptionally(failure);
    }

    void poison() {
        store.failNext(Kind.EVICT);
        assertThat(cache().evict(slot.key())).isFalse();
    }

    static void assertValue(CompletableFuture<Outcome> call, @Nullable String value) {
        assertThat(Stages.await(call)).isEqualTo(new Outcome(Outcome.Source.BYPASS, value, 0));
    }
}
