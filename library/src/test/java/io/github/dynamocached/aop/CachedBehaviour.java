package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import io.github.dynamocached.annotation.DynamoPut;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What a cached method does, however its calls are intercepted. */
abstract class CachedBehaviour {

    private static final int CALLERS = 20;

    private final CachingTestApplication application = start(Settings.class, Articles.class);
    private final Catalogue catalogue = application.bean(Catalogue.class);
    private final Table table = application.bean(Table.class);
    private final WatchedEntryStore store = application.store();

    /** Starts an application whose beans are intercepted in one way. */
    abstract CachingTestApplication start(Class<?>... components);

    @AfterEach
    void closeApplication() {
        application.close();
    }

    interface Catalogue {

        Optional<String> find(String id) throws IOException;

        String save(String id, String text);

        void remove(String id);
    }

    /** What the methods read and write. */
    static class Table {

        private final Map<String, String> items = new ConcurrentHashMap<>();
        private final AtomicInteger reads = new AtomicInteger();
        private volatile CountDownLatch mayAnswer = new CountDownLatch(0);
        private volatile boolean broken;

        String read(String id) throws IOException {
            reads.incrementAndGet();
            String read = items.getOrDefault(id, "");
            try {
                boolean unused = mayAnswer.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
            if (broken) {
                throw new IOException("broken");
            }
            return read;
        }
    }

    static class Articles implements Catalogue {

        private final Table table;

        Articles(Table table) {
            this.table = table;
        }

        @Override
        @DynamoCached(cache = "articles", key = "#id")
        public Optional<String> find(String id) throws IOException {
            return Optional.of(table.read(id)).filter(text -> !text.isEmpty());
        }

        @Override
        @DynamoPut(cache = "articles", key = "#id")
        public String save(String id, String text) {
            table.items.put(id, text);
            return text;
        }

        @Override
        @DynamoEvict(cache = "articles", key = "#id")
        public void remove(String id) {
            table.items.remove(id);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Settings {

        static final Duration TTL = Duration.ofSeconds(10);

        @Bean
        Table table() {
            return new Table();
        }

        @Bean
        CacheSettings articles() {
            return CacheSettings.named("articles")
                    .ttl(TTL)
                    .ttlJitter(0)
                    .staleWhileRevalidate(Duration.ofMinutes(1))
                    .earlyRefresh(0)
                    .build();
        }
    }

    @Test
    void missIsLoadedAndAHitIsNot() throws IOException {
        table.items.put("1", "one");
        assertThat(catalogue.find("1")).contains("one");
        assertThat(catalogue.find("1")).contains("one");
        assertThat(table.reads).hasValue(1);
    }

    @Test
    void absenceIsCached() throws IOException {
        assertThat(catalogue.find("1")).isEmpty();
        assertThat(catalogue.find("1")).isEmpty();
        assertThat(table.reads).hasValue(1);
    }

    @Test
    void staleValueIsReturnedAndRefreshed() throws IOException {
        table.items.put("1", "old");
        catalogue.find("1");
        table.items.put("1", "new");
        store.server().advance(Settings.TTL);
        assertThat(catalogue.find("1")).contains("old");
        await().until(() -> catalogue.find("1").equals(Optional.of("new")));
    }

    @Test
    void writesEvictOrStore() throws IOException {
        table.items.put("1", "one");
        catalogue.find("1");
        catalogue.save("1", "two");
        assertThat(catalogue.find("1")).contains("two");
        assertThat(table.reads).hasValue(1);
        catalogue.remove("1");
        assertThat(catalogue.find("1")).isEmpty();
        assertThat(store.evictions()).containsExactly("articles/1");
    }

    @Test
    void loadThatBeganBeforeAnEvictionIsNotStored() throws Exception {
        table.items.put("1", "old");
        table.mayAnswer = new CountDownLatch(1);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Optional<String>> slow = thread.submit(() -> catalogue.find("1"));
            await().until(() -> table.reads.get() == 1);
            catalogue.remove("1");
            table.mayAnswer.countDown();
            assertThat(slow.get(30, TimeUnit.SECONDS)).contains("old");
            assertThat(catalogue.find("1")).isEmpty();
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void callersOfOneKeyShareOneLoad() throws Exception {
        table.items.put("1", "one");
        table.mayAnswer = new CountDownLatch(1);
        CyclicBarrier together = new CyclicBarrier(CALLERS);
        Callable<Optional<String>> call = () -> {
            together.await(30, TimeUnit.SECONDS);
            return catalogue.find("1");
        };
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Future<Optional<String>>> answers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                answers.add(threads.submit(call));
            }
            await().until(() -> table.reads.get() == 1 && store.reads().size() == CALLERS);
            table.mayAnswer.countDown();
            for (Future<Optional<String>> answer : answers) {
                assertThat(answer.get(30, TimeUnit.SECONDS)).contains("one");
            }
            assertThat(table.reads).hasValue(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void methodIsCalledWhileTheStoreIsAway() throws IOException {
        table.items.put("1", "one");
        store.setAway(true);
        assertThat(catalogue.find("1")).contains("one");
        assertThat(catalogue.find("1")).contains("one");
        assertThat(catalogue.save("1", "two")).isEqualTo("two");
        assertThat(table.reads).hasValue(2);
        store.setAway(false);
        await().until(() -> catalogue.find("1").equals(Optional.of("two")));
    }

    @Test
    void exceptionComesOutAsItIsAndIsNotCached() throws IOException {
        table.items.put("1", "one");
        table.broken = true;
        assertThatThrownBy(() -> catalogue.find("1"))
                .isInstanceOf(IOException.class)
                .hasMessage("broken");
        table.broken = false;
        assertThat(catalogue.find("1")).contains("one");
    }
}
