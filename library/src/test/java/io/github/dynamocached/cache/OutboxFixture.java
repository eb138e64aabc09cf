package io.github.dynamocached.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.Budgets;
import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CacheListener;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Consistency;
import io.github.dynamocached.FailurePredicate;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.Outcome.Source;
import io.github.dynamocached.cache.ControlledEntryStore.Kind;
import io.github.dynamocached.command.Nonces;
import io.github.dynamocached.command.Ports;
import io.github.dynamocached.load.BlockingLoader;
import io.github.dynamocached.memory.InMemoryLoadLock;
import io.github.dynamocached.memory.InMemoryServer;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A cache whose store can be made to fail, and a clock of the test's own. */
abstract class OutboxFixture {

    static final Duration REST = Duration.ofSeconds(2);
    static final ReadOperation OPERATION = new ReadOperation("Users.find(String)", new TextCodec(), null);

    final Slot slot = slot(1);
    final InMemoryServer server = new InMemoryServer();
    final InMemoryEntryStoreFixture fixture = new InMemoryEntryStoreFixture(server);
    final ControlledEntryStore store = new ControlledEntryStore(fixture.store());
    final SteppedTiming timing = new SteppedTiming();
    final List<String> heard = new ArrayList<>();
    final Database database = new Database("old");
    final ReadThroughCaches caches = caches();
    final ReadThroughCache cache = caches.cache("users");
    final ReadThroughCache fenced = caches.cache("fenced");

    static Slot slot(int id) {
        return new Slot(CacheKey.of("users", List.of(id)), "Text");
    }

    private static CacheSettings settings(String cacheName) {
        return cacheName.equals("fenced")
                ? Node.SETTINGS.with().consistency(Consistency.FENCED).build()
                : Node.SETTINGS;
    }

    private ReadThroughCaches caches() {
        Budgets budgets = new Budgets(Duration.ofSeconds(10), Duration.ofSeconds(10));
        InMemoryLoadLock lock = new InMemoryLoadLock(server);
        Ports ports = new Ports(store, lock, budgets, FailurePredicate.NONE, timing, new Nonces());
        return new ReadThroughCaches(ports, Runnable::run, OutboxFixture::settings, List.of(new CacheListener() {
            @Override
            public void onEvict(String cacheName, boolean acknowledged) {
                heard.add(cacheName + " evicted " + acknowledged);
            }

            @Override
            public void onEvictRetry(String cacheName, boolean acknowledged) {
                heard.add(cacheName + " retried " + acknowledged);
            }
        }));
    }

    void fail(Slot evicted) {
        store.failNext(Kind.EVICT);
        assertThat(cache.evict(evicted.key())).isFalse();
    }

    void failing(int times) {
        for (int i = 0; i < times; i++) {
            store.failNext(Kind.EVICT);
        }
    }

    Outcome read() {
        return read(slot);
    }

    Outcome read(Slot read) {
        return read(read, database::load);
    }

    Outcome read(Slot read, BlockingLoader loader) {
        try {
            return cache.read(OPERATION, read, loader);
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new AssertionError(failure);
        }
    }

    static Outcome loaded(Source source, @Nullable String value) {
        return new Outcome(source, value, 0);
    }
}
