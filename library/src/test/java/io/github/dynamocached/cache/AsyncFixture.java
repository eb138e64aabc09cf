package io.github.dynamocached.cache;

import io.github.dynamocached.Budgets;
import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Consistency;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.command.Nonces;
import io.github.dynamocached.command.Ports;
import io.github.dynamocached.load.Loader;
import io.github.dynamocached.memory.InMemoryEntryStore;
import io.github.dynamocached.memory.InMemoryLoadLock;
import io.github.dynamocached.memory.InMemoryServer;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Calls that block no thread, over a server and a clock in memory. Threads have names that tell whose they are. */
abstract class AsyncFixture {

    static final String OWN = "own";

    final Slot slot = new Slot(CacheKey.of("users", List.of("1")), "Text");
    final InMemoryServer server = new InMemoryServer();
    final SteppedTiming timing = new SteppedTiming();
    final ControlledEntryStore store = new ControlledEntryStore(new InMemoryEntryStore(server));
    final ReadOperation operation = new ReadOperation("Users.find(String)", new TextCodec(), null);
    final ReadThroughCache cache = newCache();

    private ReadThroughCache newCache() {
        Ports ports = new Ports(
                store,
                new InMemoryLoadLock(server),
                new Budgets(Duration.ofHours(1), Duration.ofHours(1)),
                failure -> failure instanceof TimeoutException,
                timing,
                new Nonces());
        return new ReadThroughCaches(ports, Runnable::run, name -> settings(), List.of()).cache("users");
    }

    static CacheSettings settings() {
        return CacheSettings.named("users")
                .ttlJitter(0)
                .consistency(Consistency.EVENTUAL)
                .ttl(Duration.ofMinutes(10))
                .staleWhileRevalidate(Duration.ofMinutes(5))
                .staleIfError(Duration.ofHours(1))
                .lockWait(Duration.ofSeconds(2))
                .lockLease(Duration.ofSeconds(1))
                .build();
    }

    /** The executor of the caller: each task on a thread of its own. */
    static Executor own() {
        return task -> new Thread(task, OWN).start();
    }

    /** Does something on a thread of that name, and returns when it is done. */
    static void on(String thread, Runnable task) {
        Thread other = new Thread(task, thread);
        other.start();
        try {
            other.join(20_000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The test was interrupted", interrupted);
        }
    }

    static String thread() {
        return Thread.currentThread().getName();
    }

    /** Lets time pass in this JVM and on the server. */
    void pass(Duration time) {
        server.advance(time);
        timing.pass(time);
    }

    CompletableFuture<Outcome> read(Loader loader) {
        return cache.readAsync(operation, slot, loader, Runnable::run);
    }

    /** A load that a test ends, and how often it was begun. */
    static final class OpenLoad implements Loader {

        final CompletableFuture<@Nullable Object> end = new CompletableFuture<>();
        final AtomicInteger begun = new AtomicInteger();

        @Override
        public CompletableFuture<@Nullable Object> load() {
            begun.incrementAndGet();
            return end;
        }
    }
}
