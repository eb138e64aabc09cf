package io.github.dynamocached.redis;

import static io.github.dynamocached.cache.Stages.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CacheListener;
import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import io.github.dynamocached.cache.ControlledEntryStore;
import io.github.dynamocached.cache.ControlledEntryStore.Kind;
import io.github.dynamocached.cache.HeldCommand;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Cached methods with publishers beside and within the transactions of Reactor's context. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReactiveTransactionsTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final AnnotationConfigApplicationContext application =
            AsynchronousApplication.with(Transactions.class, Repository.class);
    private final Repository repository = application.getBean(Repository.class);
    private final NotedReactiveTransactions transactions = application.getBean(NotedReactiveTransactions.class);
    private final TransactionalOperator operator = TransactionalOperator.create(transactions);
    private final ControlledEntryStore store = application.getBean(ControlledEntryStore.class);
    private final String id = UUID.randomUUID().toString();

    @BeforeEach
    void forget() {
        transactions.notes().clear();
    }

    @AfterAll
    void close() {
        application.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement
    static class Transactions {

        @Bean
        NotedReactiveTransactions transactionManager() {
            return new NotedReactiveTransactions();
        }

        @Bean
        CacheListener noting(NotedReactiveTransactions transactions) {
            return new CacheListener() {
                @Override
                public void onEvict(String cacheName, boolean acknowledged) {
                    transactions.notes().add("evict");
                }
            };
        }
    }

    static class Repository {

        @DynamoCached(cache = "items", key = "#id")
        @Transactional
        public Mono<String> find(String id) {
            return Mono.just(id);
        }

        @DynamoEvict(cache = "items", key = "#id")
        @Transactional
        public Mono<String> save(String id) {
            return Mono.just(id);
        }

        @DynamoEvict(cache = "items", key = "#id")
        @Transactional(propagation = Propagation.REQUIRES_NEW)
        public Mono<String> saveApart(String id) {
            return Mono.just(id);
        }

        @DynamoEvict(cache = "items", key = "#id")
        public Mono<String> remove(String id) {
            return Mono.just(id);
        }
    }

    private static CacheKey key(String id) {
        return CacheKey.of("items", List.of(id));
    }

    private static <T> void block(Mono<T> mono) {
        Object unused = mono.block(PATIENCE);
    }

    @Test
    void hitOpensNoTransaction() {
        String own = "hit " + id;
        block(repository.find(own));
        block(repository.find(own));
        assertThat(transactions.notes()).containsExactly("begin", "commit");
    }

    @Test
    void evictionFollowsTheEndOfTheTransactionOfItsMethod() {
        block(repository.save(id));
        assertThat(transactions.notes()).containsExactly("begin", "commit", "evict");
    }

    @Test
    void evictionsAreRepeatedOnceAfterTheCommitOfTheSubscriber() {
        String other = "other " + id;
        int before = store.evictionsOf(key(id));
        block(repository
                .save(id)
                .then(repository.remove(other))
                .then(repository.remove(id))
                .as(operator::transactional));
        assertThat(transactions.notes())
                .containsExactly("begin", "evict", "evict", "evict", "commit", "evict", "evict");
        assertThat(store.evictionsOf(key(id)) - before).isEqualTo(3);
        assertThat(store.evictionsOf(key(other))).isEqualTo(2);
    }

    @Test
    void evictionIsRepeatedAfterTheRollbackOfTheSubscriber() {
        Mono<Object> failing = repository
                .remove(id)
                .flatMap(removed -> Mono.error(new IllegalArgumentException("rolled back")))
                .as(operator::transactional);
        assertThatThrownBy(() -> failing.block(PATIENCE)).hasMessage("rolled back");
        assertThat(transactions.notes()).containsExactly("begin", "evict", "rollback", "evict");
    }

    @Test
    void evictionIsRepeatedAfterTheSubscriberHasCancelled() {
        CompletableFuture<String> subscriber = repository
                .remove(id)
                .flatMap(removed -> Mono.<String>never())
                .as(operator::transactional)
                .toFuture();
        Awaitility.await().until(() -> transactions.notes().equals(List.of("begin", "evict")));
        subscriber.cancel(true);
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(transactions.notes()).containsExactly("begin", "evict", "rollback", "evict"));
    }

    @Test
    void evictionsOfASuspendedTransactionAreRepeatedAfterItsOwnEnd() {
        block(repository
                .remove(id)
                .then(repository.saveApart("apart " + id))
                .then(repository.remove("again " + id))
                .as(operator::transactional));
        assertThat(transactions.notes())
                .containsExactly(
                        "begin", "evict", "suspend", "begin", "commit", "resume", "evict", "evict", "commit", "evict",
                        "evict", "evict");
    }

    @Test
    void writesOfOneTransactionMayBeginOnSeveralThreads() {
        Mono<?> all = Mono.zip(
                repository.remove("a " + id).subscribeOn(Schedulers.parallel()),
                repository.remove("b " + id).subscribeOn(Schedulers.parallel()),
                repository.remove("c " + id).subscribeOn(Schedulers.parallel()));
        block(all.as(operator::transactional));
        assertThat(transactions.notes())
                .containsExactly("begin", "evict", "evict", "evict", "commit", "evict", "evict", "evict");
    }

    @Test
    void nothingIsLeftBehindForTheNextTransaction() {
        block(repository.remove(id).as(operator::transactional));
        block(Mono.just("nothing").as(operator::transactional));
        assertThat(transactions.notes()).containsExactly("begin", "evict", "commit", "evict", "begin", "commit");
    }

    @Test
    void evictionWithoutATransactionIsSentOnce() {
        block(repository.remove(id));
        assertThat(transactions.notes()).containsExactly("evict");
    }

    /** No thread waits for the repeated eviction, and that of the connection does not work for the application. */
    @Test
    void whatFollowsTheTransactionWaitsForTheRepeatedEvictionAndRunsOnAThreadOfTheLibrary() {
        HeldCommand first = store.repeatNext(Kind.EVICT);
        HeldCommand repeated = store.holdReplyOfNext(Kind.EVICT);
        CompletableFuture<String> thread = repository
                .remove(id)
                .as(operator::transactional)
                .map(removed -> Thread.currentThread().getName())
                .toFuture();
        first.awaitArrival();
        repeated.awaitArrival();
        assertThat(transactions.notes()).containsExactly("begin", "evict", "commit");
        assertThat(thread).isNotDone();
        new Thread(repeated::reply, "redis").start();
        assertThat(await(thread)).startsWith("dynamocached-async-");
    }
}
