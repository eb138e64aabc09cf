package io.github.dynamocached.springcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.cache.Stages;
import io.github.dynamocached.memory.InMemoryServer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What evictions through Spring's annotations do, and when. */
class SpringWritesTests {

    @BeforeEach
    void clear() {
        Items.TABLE.clear();
        Items.TABLE.put("1", "old");
    }

    @Test
    void evictionBeforeTheMethodIsRepeatedAfterIt() {
        InMemoryServer server = new InMemoryServer();
        try (SpringNode one = SpringNode.of(server, Items.class);
                SpringNode another = SpringNode.of(server, Items.class)) {
            Items writing = one.bean(Items.class);
            Items reading = another.bean(Items.class);
            writing.beforeNextWrite(() -> reading.find("1"));
            writing.saveAfterEviction("1", "new");
            assertThat(reading.find("1")).isEqualTo("new");
            assertThat(reading.calls()).hasSize(2);
        }
    }

    @Test
    void evictionBeforeAMethodThatThrowsIsRepeatedAfterItToo() {
        try (SpringNode node = SpringNode.alone(Items.class)) {
            Items items = node.bean(Items.class);
            items.beforeNextWrite(() -> {
                throw new IllegalStateException("expected");
            });
            assertThatThrownBy(() -> items.saveAfterEviction("1", "new")).hasMessage("expected");
            assertThat(node.commands()).filteredOn("evict"::equals).hasSize(2);
        }
    }

    @Test
    void threadThatCompletesAFutureDoesNotWaitForTheEviction() throws Exception {
        try (SpringNode node = SpringNode.alone(Items.class)) {
            Items items = node.bean(Items.class);
            assertThat(items.find("1")).isEqualTo("old");
            CompletableFuture<@Nullable Void> held = items.holdWrites();
            CompletableFuture<@Nullable Void> saved = items.saveLater("1", "new");
            node.hang();
            Thread eventLoop = new Thread(() -> held.complete(null));
            eventLoop.start();
            eventLoop.join(5_000);
            assertThat(eventLoop.isAlive()).isFalse();
            Stages.awaitDone(saved);
            assertThat(items.find("1")).isEqualTo("new");
            assertThat(items.calls()).hasSize(2);
        }
    }

    @Test
    void putOfANullIsAnEvictionAsWell() {
        try (SpringNode node = SpringNode.alone(Items.class)) {
            Items items = node.bean(Items.class);
            items.find("1");
            Items.TABLE.remove("1");
            node.caches().getCache("items").put("1", null);
            assertThat(items.find("1")).isNull();
        }
    }

    @Test
    void allEntriesAreEvicted() {
        try (SpringNode node = SpringNode.alone(Items.class)) {
            Items items = node.bean(Items.class);
            items.find("1");
            items.clear();
            assertThat(items.find("1")).isNull();
            assertThat(node.commands()).contains("evictAll");
        }
    }

    @Test
    void keyThatCannotBeOneIsRefusedByReadsPutsAndEvictionsAlike() {
        try (SpringNode node = SpringNode.alone(Items.class)) {
            Items items = node.bean(Items.class);
            Object key = Map.of();
            assertThatThrownBy(() -> items.findBy(key))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("cannot be part of a cache key");
            assertThatThrownBy(() -> items.saveBy(key)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> node.caches().getCache("items").put(key, "value"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
