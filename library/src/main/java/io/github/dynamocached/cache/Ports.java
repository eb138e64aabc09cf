package io.github.dynamocached.cache;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** What the protocol stands on. */
record Ports(EntryStore store, LoadLock lock, Budgets budgets, FailurePredicate outages, Timing timing, Nonces nonces) {

    /** Sends a command. A port that throws against its contract counts as one whose command failed. */
    static <T> CompletableFuture<T> sent(Supplier<CompletionStage<T>> command) {
        try {
            return command.get().toCompletableFuture();
        } catch (RuntimeException broken) {
            return CompletableFuture.failedFuture(broken);
        }
    }

    /** The budget of one call's cache work before its method runs; the fill has another one. */
    CommandBudget newBudget() {
        return newBudget(timing.nanos());
    }

    /** The budget of a call that has worked on its cache since the given moment. */
    CommandBudget newBudget(long began) {
        return new CommandBudget(budgets.call(), timing, began);
    }
}
