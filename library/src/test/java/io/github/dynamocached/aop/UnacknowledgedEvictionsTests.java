package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.OnEvictFailure;
import io.github.dynamocached.UnacknowledgedEvictionException;
import io.github.dynamocached.annotation.DynamoEvict;
import io.github.dynamocached.cache.ReadThroughCaches;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

/** What callers see of evictions that are not acknowledged, in a cache that is to throw. */
class UnacknowledgedEvictionsTests {

    private final CachingTestApplication application =
            CachingTestApplication.start(Backend.class, Repository.class, Settings.class);
    private final Repository repository = application.bean(Repository.class);
    private final Backend backend = application.bean(Backend.class);
    private final ReadThroughCaches caches = application.bean(ReadThroughCaches.class);
    private final WatchedEntryStore store = application.store();

    @AfterEach
    void closeApplication() {
        store.setAway(false);
        application.close();
    }

    @Configuration(proxyBeanMethods = false)
    static class Settings {

        @Bean
        CacheSettings loud() {
            return CacheSettings.named("loud")
                    .onEvictFailure(OnEvictFailure.THROW)
                    .build();
        }
    }

    static class Repository {

        private final Backend backend;

        Repository(Backend backend) {
            this.backend = backend;
        }

        @DynamoEvict(cache = "loud", key = "#id")
        @DynamoEvict(cache = "quiet", key = "#id")
        public void save(String id) {
            backend.answer();
        }

        @DynamoEvict(cache = "loud", key = "#id")
        public void throwing(String id) throws IOException {
            throw new IOException("as it is");
        }
    }

    @Test
    void callerIsToldAfterTheWriteAndAfterAllEvictions() {
        store.setAway(true);
        assertThatThrownBy(() -> repository.save("secret"))
                .isExactlyInstanceOf(UnacknowledgedEvictionException.class)
                .hasMessage("@DynamoEvict on UnacknowledgedEvictionsTests.Repository.save(String): the method has"
                        + " written, but Redis did not acknowledge the eviction from cache 'loud'. Do not write again:"
                        + " the eviction is queued and retried. Until it is acknowledged, other nodes may return the old"
                        + " value. To log this instead, set on-evict-failure to queue.")
                .hasNoCause()
                .satisfies(thrown -> assertThat(((UnacknowledgedEvictionException) thrown).cacheName())
                        .isEqualTo("loud"));
        assertThat(backend.calls()).isEqualTo(1);
        assertThat(caches.cache("loud").outbox().queued()).isEqualTo(1);
        assertThat(caches.cache("quiet").outbox().queued()).isEqualTo(1);
    }

    @Test
    void reportedEvictionsAreRepeatedOnceTheServerAnswers() {
        store.setAway(true);
        assertThatThrownBy(() -> repository.save("1")).isInstanceOf(UnacknowledgedEvictionException.class);
        store.setAway(false);
        await().untilAsserted(
                        () -> assertThat(caches.cache("loud").outbox().queued()).isZero());
        repository.save("1");
    }

    @Test
    void exceptionOfTheMethodGoesBefore() {
        store.setAway(true);
        assertThatThrownBy(() -> repository.throwing("1"))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("as it is")
                .hasNoSuppressedExceptions();
    }

    @Test
    void repetitionAfterATransactionThrowsNothing() {
        TransactionTemplate transaction = new TransactionTemplate(new NotedTransactions());
        transaction.executeWithoutResult(status -> {
            repository.save("1");
            store.setAway(true);
        });
        assertThat(caches.cache("loud").outbox().queued()).isEqualTo(1);
    }
}
