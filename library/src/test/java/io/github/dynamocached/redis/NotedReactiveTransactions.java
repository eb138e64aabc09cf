package io.github.dynamocached.redis;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.reactive.AbstractReactiveTransactionManager;
import org.springframework.transaction.reactive.GenericReactiveTransaction;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Mono;

/** Transactions in Reactor's context over nothing: what happens to them is noted. */
final class NotedReactiveTransactions extends AbstractReactiveTransactionManager {

    private static final long serialVersionUID = 1L;
    private static final String OPEN = "open";

    private final transient List<String> notes = new CopyOnWriteArrayList<>();

    List<String> notes() {
        return notes;
    }

    private Mono<Void> note(String what) {
        return Mono.fromRunnable(() -> notes.add(what));
    }

    @Override
    protected Object doGetTransaction(TransactionSynchronizationManager manager) {
        return manager.hasResource(OPEN) ? OPEN : "none";
    }

    @Override
    protected boolean isExistingTransaction(Object transaction) {
        return transaction.equals(OPEN);
    }

    @Override
    protected Mono<Void> doBegin(
            TransactionSynchronizationManager manager, Object transaction, TransactionDefinition definition) {
        return note("begin").then(Mono.fromRunnable(() -> manager.bindResource(OPEN, OPEN)));
    }

    @Override
    protected Mono<Object> doSuspend(TransactionSynchronizationManager manager, Object transaction) {
        return note("suspend").then(Mono.fromSupplier(() -> manager.unbindResource(OPEN)));
    }

    @Override
    protected Mono<Void> doResume(
            TransactionSynchronizationManager manager, @Nullable Object transaction, Object suspended) {
        return note("resume").then(Mono.fromRunnable(() -> manager.bindResource(OPEN, suspended)));
    }

    @Override
    protected Mono<Void> doCommit(TransactionSynchronizationManager manager, GenericReactiveTransaction status) {
        return note("commit");
    }

    @Override
    protected Mono<Void> doRollback(TransactionSynchronizationManager manager, GenericReactiveTransaction status) {
        return note("rollback");
    }

    @Override
    protected Mono<Void> doCleanupAfterCompletion(TransactionSynchronizationManager manager, Object transaction) {
        return Mono.fromRunnable(() -> manager.unbindResource(OPEN));
    }
}
