package io.github.dynamocached.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.Budgets;
import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CacheListener;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Consistency;
import io.github.dynamocached.memory.InMemoryEntryStore;
import io.github.dynamocached.memory.InMemoryLoadLock;
import io.github.dynamocached.memory.InMemoryServer;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** A cache over a store and a clock in memory, and how often it could not show that a load was consistent. */
abstract class ConsistencyFixture {

    final Slot slot = new Slot(CacheKey.of("users", List.of("1")), "Text");
    final InMemoryServer server = new InMemoryServer();
    final InMemoryEntryStore store = new InMemoryEntryStore(server);
    final AtomicInteger unverified = new AtomicInteger();

    @Nullable
    Node opened;

    @AfterEach
    void stop() {
        if (opened != null) {
            opened.close();
        }
    }

    Node node(@Nullable Consistency consistency) {
        return nodeWith(Node.SETTINGS.with().consistency(consistency).build());
    }

    Node nodeWith(CacheSettings settings) {
        Node node = new Node(
                store,
                new InMemoryLoadLock(server),
                settings,
                new Budgets(Duration.ofSeconds(10), Duration.ofSeconds(10)),
                List.of(new CacheListener() {
                    @Override
                    public void onUnverifiedLoad(String cacheName) {
                        assertThat(cacheName).isEqualTo("users");
                        unverified.incrementAndGet();
                    }
                }));
        opened = node;
        return node;
    }
}
