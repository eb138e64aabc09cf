package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.CacheListener;
import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Cached methods beside and within Spring's transactions. */
class TransactionsTests {

    private final CachingTestApplication application =
            CachingTestApplication.start(Transactions.class, Repository.class);
    private final Repository repository = application.bean(Repository.class);
    private final NotedTransactions transactions = application.bean(NotedTransactions.class);
    private final TransactionTemplate template = new TransactionTemplate(transactions);

    @AfterEach
    void closeApplication() {
        application.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement
    static class Transactions {

        @Bean
        NotedTransactions transactionManager() {
            return new NotedTransactions();
        }

        @Bean
        CacheListener noting(NotedTransactions transactions) {
            return new CacheListener() {
                @Override
                public void onEvict(String cacheName, boolean acknowledged) {
                    transactions.notes().add("evict " + cacheName);
                }
            };
        }
    }

    static class Repository {

        @DynamoCached("items")
        @Transactional
        public String find(String id) {
            return id;
        }

        @DynamoEvict("items")
        @Transactional
        public void save(String id) {}

        @DynamoEvict("items")
        @Transactional(propagation = Propagation.REQUIRES_NEW)
        public void saveApart(String id) {}

        @DynamoEvict("items")
        public void remove(String id) {}

        @DynamoEvict(cache = "items", allEntries = true)
        public void removeAll() {}
    }

    @Test
    void hitOpensNoTransaction() {
        repository.find("1");
        repository.find("1");
        assertThat(transactions.notes()).containsExactly("begin", "commit");
    }

    @Test
    void evictionFollowsTheEndOfTheTransactionOfItsMethod() {
        repository.save("1");
        assertThat(transactions.notes()).containsExactly("begin", "commit", "evict items");
    }

    @Test
    void evictionIsRepeatedAfterTheCommitOfTheCaller() {
        template.executeWithoutResult(status -> {
            repository.save("1");
            repository.remove("2");
            repository.remove("1");
        });
        assertThat(transactions.notes())
                .containsExactly(
                        "begin", "evict items", "evict items", "evict items", "commit", "evict items", "evict items");
        assertThat(application.store().evictions())
                .containsExactly("items/1", "items/2", "items/1", "items/1", "items/2");
    }

    @Test
    void evictionOfAllIsRepeatedAfterTheCommitOfTheCaller() {
        template.executeWithoutResult(status -> repository.removeAll());
        assertThat(transactions.notes()).containsExactly("begin", "evict items", "commit", "evict items");
        assertThat(application.store().evictions()).containsExactly("items/all", "items/all");
    }

    @Test
    void evictionIsRepeatedAfterTheRollbackOfTheCaller() {
        assertThatThrownBy(() -> template.executeWithoutResult(status -> {
                    repository.remove("1");
                    throw new IllegalArgumentException("rolled back");
                }))
                .hasMessage("rolled back");
        assertThat(transactions.notes()).containsExactly("begin", "evict items", "rollback", "evict items");
    }

    @Test
    void evictionsOfASuspendedTransactionAreRepeatedAfterItsOwnEnd() {
        template.executeWithoutResult(status -> {
            repository.remove("outer");
            repository.saveApart("inner");
            repository.remove("outer again");
        });
        assertThat(transactions.notes())
                .containsExactly(
                        "begin",
                        "evict items",
                        "suspend",
                        "begin",
                        "commit",
                        "resume",
                        "evict items",
                        "evict items",
                        "commit",
                        "evict items",
                        "evict items",
                        "evict items");
        assertThat(application.store().evictions())
                .containsExactly(
                        "items/outer",
                        "items/inner",
                        "items/outer%20again",
                        "items/outer",
                        "items/outer%20again",
                        "items/inner");
    }

    @Test
    void nothingIsLeftBehindForTheNextTransaction() {
        template.executeWithoutResult(status -> repository.remove("1"));
        template.executeWithoutResult(status -> {});
        assertThat(application.store().evictions()).containsExactly("items/1", "items/1");
    }
}
