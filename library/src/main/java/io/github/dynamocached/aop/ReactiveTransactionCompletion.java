package io.github.dynamocached.aop;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.load.CallThread;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.NoTransactionException;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * A transaction in Reactor's context: what {@code TransactionalOperator} and {@code @Transactional} on publishers begin. Its end
 * reaches the subscriber when the evictions are repeated. Loaded only if Reactor and Spring's transactions are on the class
 * path.
 */
final class ReactiveTransactionCompletion implements TransactionCompletion, TransactionSynchronization {

    private final TransactionEvictions evictions = new TransactionEvictions();
    private final TransactionSynchronizationManager transaction;
    private final Executor executor;

    private ReactiveTransactionCompletion(TransactionSynchronizationManager transaction, Executor executor) {
        this.transaction = transaction;
        this.executor = executor;
    }

    /**
     * What repeats evictions after the transaction of a subscriber. Writes of one transaction may begin on several threads.
     *
     * @param executor goes on when they were repeated
     * @return null if there is no transaction
     */
    static synchronized @Nullable TransactionCompletion in(ContextView subscriber, Executor executor) {
        TransactionSynchronizationManager transaction = transactionOf(subscriber);
        if (transaction == null || !transaction.isSynchronizationActive()) {
            return null;
        }
        if (transaction.getResource(ReactiveTransactionCompletion.class)
                instanceof ReactiveTransactionCompletion bound) {
            return bound;
        }
        ReactiveTransactionCompletion created = new ReactiveTransactionCompletion(transaction, executor);
        transaction.registerSynchronization(created);
        created.bind();
        return created;
    }

    private static @Nullable TransactionSynchronizationManager transactionOf(ContextView subscriber) {
        return TransactionSynchronizationManager.forCurrentTransaction()
                .onErrorComplete(NoTransactionException.class)
                .contextWrite(Context.of(subscriber))
                .toFuture()
                .getNow(null);
    }

    @Override
    public void evictAgain(WriteOutcomes evicting, List<CacheKey> keys) {
        evictions.add(evicting, keys);
    }

    private void bind() {
        transaction.bindResource(ReactiveTransactionCompletion.class, this);
    }

    @Override
    public Mono<Void> resume() {
        return Mono.fromRunnable(this::bind);
    }

    @Override
    public Mono<Void> suspend() {
        return Mono.fromRunnable(() -> transaction.unbindResource(ReactiveTransactionCompletion.class));
    }

    @Override
    public Mono<Void> afterCompletion(int status) {
        return Mono.defer(() -> {
            Object unused = transaction.unbindResourceIfPossible(ReactiveTransactionCompletion.class);
            return Mono.fromFuture(evictedAgain(), true);
        });
    }

    /** Completes on a thread of the library: what follows the transaction must not run on one of the connection to Redis. */
    private CompletableFuture<Void> evictedAgain() {
        CallThread thread = new CallThread(executor);
        CompletableFuture<?>[] evicted = evictions.complete().entrySet().stream()
                .map(evicting -> evicting.getKey().evictAgainAsync(evicting.getValue()))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture<Void> ended = CompletableFuture.allOf(evicted).thenRunAsync(() -> {}, thread);
        thread.leaveThread();
        return ended;
    }
}
