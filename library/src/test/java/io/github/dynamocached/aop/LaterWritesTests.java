package io.github.dynamocached.aop;

import static io.github.dynamocached.cache.Stages.await;
import static io.github.dynamocached.cache.Stages.awaitFailure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Consistency;
import io.github.dynamocached.OnEvictFailure;
import io.github.dynamocached.UnacknowledgedEvictionException;
import io.github.dynamocached.annotation.DynamoEvict;
import io.github.dynamocached.cache.Stages;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A write that ends later has one end, wherever its caller gives it up. */
class LaterWritesTests {

    private final CachingTestApplication application =
            CachingTestApplication.start(Settings.class, NotedTransactions.class, Repository.class);
    private final Repository repository = application.bean(Repository.class);
    private final WatchedEntryStore store = application.store();

    @AfterEach
    void closeApplication() {
        application.close();
    }

    @Configuration(proxyBeanMethods = false)
    static class Settings {

        @Bean
        CacheSettings fenced() {
            return CacheSettings.named("fenced").consistency(Consistency.FENCED).build();
        }

        @Bean
        CacheSettings loud() {
            return CacheSettings.named("loud")
                    .onEvictFailure(OnEvictFailure.THROW)
                    .build();
        }
    }

    static class Repository {

        private final AtomicInteger calls = new AtomicInteger();
        private volatile CompletableFuture<@Nullable String> write = new CompletableFuture<>();

        public int calls() {
            return calls.get();
        }

        public CompletableFuture<@Nullable String> write() {
            return write;
        }

        public void renew() {
            write = new CompletableFuture<>();
        }

        @DynamoEvict(cache = "fenced", key = "#id")
        public CompletableFuture<@Nullable String> save(String id) {
            calls.incrementAndGet();
            return write;
        }

        @DynamoEvict(cache = "loud", key = "#id")
        public CompletableFuture<@Nullable String> saveLoudly(String id) {
            return write;
        }

        @DynamoEvict(cache = "quiet", key = "#id")
        public CompletableFuture<@Nullable String> saveQuietly(String id) {
            return write;
        }

        @DynamoEvict(cache = "fenced", key = "#id")
        public @Nullable CompletableFuture<String> nothing(String id) {
            return null;
        }
    }

    private boolean isFenced() {
        return await(store.look(CacheKey.of("fenced", List.of("1")))).fences() > 0;
    }

    @Test
    void methodIsCalledWhenItsWriteIsAnnounced() {
        CompletableFuture<Void> announcement = store.holdAnnouncements();
        CompletableFuture<@Nullable String> saving = repository.save("1");
        assertThat(repository.calls()).isZero();
        announcement.complete(null);
        await().until(() -> repository.calls() == 1);
        assertThat(isFenced()).isTrue();
        repository.write().complete("saved");
        assertThat(await(saving)).isEqualTo("saved");
        assertThat(isFenced()).isFalse();
    }

    @Test
    void writeThatIsCancelledBeforeItIsMadeNeverHappensAndEndsItsFence() {
        CompletableFuture<Void> announcement = store.holdAnnouncements();
        CompletableFuture<@Nullable String> saving = repository.save("1");
        saving.cancel(true);
        announcement.complete(null);
        await().until(() -> store.evictions().contains("fenced/1"));
        assertThat(isFenced()).isFalse();
        assertThat(repository.calls()).isZero();
    }

    /** It may have been made: the fence stays until it runs out. */
    @Test
    void writeThatIsCancelledWhileItIsMadeIsOfUnknownOutcome() {
        CompletableFuture<@Nullable String> saving = repository.save("1");
        await().until(() -> repository.calls() == 1);
        saving.cancel(true);
        await().until(() -> store.evictions().contains("fenced/1"));
        assertThat(repository.write()).isCancelled();
        assertThat(isFenced()).isTrue();
    }

    @Test
    void timeoutOfTheCallerIsAnUnknownOutcomeToo() {
        CompletableFuture<@Nullable String> saving = repository.save("1").orTimeout(50, TimeUnit.MILLISECONDS);
        assertThat(awaitFailure(saving)).isInstanceOf(TimeoutException.class);
        await().until(() -> store.evictions().contains("fenced/1"));
        assertThat(isFenced()).isTrue();
    }

    /** The two may meet. Whichever comes first is the end, and the other one does nothing. */
    @Test
    void completionAndCancellationAreOneEnd() throws Exception {
        for (int round = 1; round <= 100; round++) {
            repository.renew();
            CompletableFuture<@Nullable String> saving = repository.saveQuietly("round " + round);
            CompletableFuture<Void> completion =
                    CompletableFuture.runAsync(() -> repository.write().complete("saved"));
            saving.cancel(true);
            completion.get(20, TimeUnit.SECONDS);
            int rounds = round;
            await().pollInterval(Duration.ofMillis(1))
                    .until(() -> store.evictions().size() >= rounds);
        }
        assertThat(store.evictions()).hasSize(100).doesNotHaveDuplicates();
    }

    @Test
    void valueWaitsForTheAcknowledgement() {
        CompletableFuture<Void> acknowledgement = store.holdAcknowledgements();
        CompletableFuture<@Nullable String> saving = repository.save("1");
        repository.write().complete("saved");
        await().until(() -> store.evictions().contains("fenced/1"));
        assertThat(saving).isNotDone();
        acknowledgement.complete(null);
        assertThat(await(saving)).isEqualTo("saved");
    }

    @Test
    void evictionThatFailsIsThrownWhereTheCacheSaysSo() {
        store.setRefusesEvictions(true);
        CompletableFuture<@Nullable String> saving = repository.saveLoudly("1");
        repository.write().complete("saved");
        assertThat(awaitFailure(saving)).isInstanceOf(UnacknowledgedEvictionException.class);
    }

    @Test
    void evictionIsRepeatedAfterTheTransactionThatTheCallBeganIn() {
        TransactionTemplate transactions = new TransactionTemplate(application.bean(PlatformTransactionManager.class));
        transactions.executeWithoutResult(status -> {
            CompletableFuture<@Nullable String> saving = repository.saveLoudly("1");
            Stages.awaitDone(CompletableFuture.runAsync(() -> repository.write().complete("saved")));
            assertThat(await(saving)).isEqualTo("saved");
            assertThat(store.evictions()).containsExactly("loud/1");
        });
        assertThat(store.evictions()).containsExactly("loud/1", "loud/1");
    }

    @Test
    void methodThatReturnsNoFutureHasEnded() {
        assertThat(repository.nothing("1")).succeedsWithin(Duration.ofSeconds(20));
        assertThat(store.evictions()).containsExactly("fenced/1");
    }
}
