package io.github.dynamocached.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.Budgets;
import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CacheListener;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.RefreshResult;
import io.github.dynamocached.load.BlockingLoader;
import io.github.dynamocached.load.ContextCarriers;
import io.github.dynamocached.load.LoadContext;
import io.github.dynamocached.memory.InMemoryEntryStore;
import io.github.dynamocached.memory.InMemoryLoadLock;
import io.github.dynamocached.memory.InMemoryServer;
import io.github.dynamocached.store.Slot;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The thread of a refresh: what it inherits, and that a refresh has an end whatever goes wrong around it. */
class RefreshTaskTests {

    private static final String KEY = "failing";
    private static final CacheSettings SETTINGS = Node.SETTINGS
            .with()
            .ttl(Duration.ofSeconds(10))
            .staleWhileRevalidate(Duration.ofMinutes(1))
            .earlyRefresh(0)
            .build();

    private final Slot slot = new Slot(CacheKey.of("users", List.of("1")), "Text");
    private final InMemoryServer server = new InMemoryServer();
    private final List<RefreshResult> results = new CopyOnWriteArrayList<>();
    private final Database database = new Database("value");
    private final Node node = new Node(
            new InMemoryEntryStore(server),
            new InMemoryLoadLock(server),
            SETTINGS,
            new Budgets(Duration.ofSeconds(10), Duration.ofSeconds(10)),
            List.of(new CacheListener() {
                @Override
                public void onRefresh(String cacheName, RefreshResult result) {
                    results.add(result);
                }
            }));

    @AfterEach
    void stop() {
        ContextRegistry.getInstance().removeThreadLocalAccessor(KEY);
        node.close();
    }

    /** Something thread-bound that cannot be read, or cannot be bound. */
    private record Failing(boolean whenTaken) implements ThreadLocalAccessor<String> {

        @Override
        public Object key() {
            return KEY;
        }

        @Override
        public String getValue() {
            if (whenTaken) {
                throw new IllegalStateException("cannot be read");
            }
            return "value";
        }

        @Override
        public void setValue(String value) {
            throw new IllegalStateException("cannot be bound");
        }

        @Override
        public void setValue() {}
    }

    private BlockingLoader refreshing() {
        return new BlockingLoader() {
            @Override
            public @Nullable Object load() {
                return database.load();
            }

            @Override
            public BlockingLoader forRefresh() {
                return this;
            }
        };
    }

    private void refreshWith(Failing accessor) {
        node.read(slot, refreshing());
        server.advance(Duration.ofSeconds(10));
        ContextRegistry.getInstance().registerThreadLocalAccessor(accessor);
        assertThat(node.read(slot, refreshing()).source()).isEqualTo(Outcome.Source.STALE);
        await().until(() -> results.size() == 1);
        ContextRegistry.getInstance().removeThreadLocalAccessor(KEY);
    }

    @Test
    void contextThatCannotBeTakenStaysBehind() {
        refreshWith(new Failing(true));
        assertThat(results).containsExactly(RefreshResult.REFRESHED);
    }

    @Test
    void contextThatCannotBeBoundFailsTheRefreshAndNotTheNextOne() {
        refreshWith(new Failing(false));
        assertThat(results).containsExactly(RefreshResult.FAILED);
        await().until(() -> {
            node.read(slot, refreshing());
            return results.contains(RefreshResult.REFRESHED);
        });
    }

    @Test
    void loadUnderWayIsNoPartOfTheRefreshesThatBeginInIt() {
        CompletableFuture<String> seen = new CompletableFuture<>();
        Slot outer = new Slot(CacheKey.of("users", List.of("outer")), "Text");
        node.read(outer, () -> {
            ContextCarriers.carried(() -> seen.complete(String.valueOf(LoadContext.current())))
                    .run();
            return "value";
        });
        assertThat(seen).isCompletedWithValue("null");
    }

    @Test
    void threadsInheritNothing() {
        InheritableThreadLocal<@Nullable String> inherited = new InheritableThreadLocal<>();
        inherited.set("of the caller");
        CompletableFuture<String> seen = new CompletableFuture<>();
        try (RefreshExecutor executor = RefreshExecutor.withDefaults()) {
            executor.execute(() -> seen.complete(String.valueOf(inherited.get())));
            assertThat(Stages.await(seen)).isEqualTo("null");
        } finally {
            inherited.remove();
        }
    }
}
