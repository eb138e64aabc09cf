package io.github.dynamocached.aop;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

/** Transactions over nothing: what happens to them is noted. */
final class NotedTransactions extends AbstractPlatformTransactionManager {

    private static final long serialVersionUID = 1L;

    private final transient List<String> notes = new ArrayList<>();
    private boolean open;

    List<String> notes() {
        return notes;
    }

    @Override
    protected Object doGetTransaction() {
        return new Object();
    }

    @Override
    protected boolean isExistingTransaction(Object transaction) {
        return open;
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {
        open = true;
        notes.add("begin");
    }

    @Override
    protected Object doSuspend(Object transaction) {
        open = false;
        notes.add("suspend");
        return transaction;
    }

    @Override
    protected void doResume(@Nullable Object transaction, Object suspended) {
        open = true;
        notes.add("resume");
    }

    @Override
    protected void doCommit(DefaultTransactionStatus status) {
        open = false;
        notes.add("commit");
    }

    @Override
    protected void doRollback(DefaultTransactionStatus status) {
        open = false;
        notes.add("rollback");
    }
}
