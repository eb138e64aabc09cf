package io.github.dynamocached.client;

import io.github.dynamocached.Failures;
import io.github.dynamocached.dynamodb.AwaitedWrite;
import io.github.dynamocached.load.CallThread;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the caller of an asynchronous call gets that goes on later. It completes on the executor, and never on a thread of the
 * connection to Redis. A caller that cancels it cancels the call to DynamoDB too.
 */
final class LaterAnswer<R extends @Nullable Object> extends CompletableFuture<R> {

    private volatile @Nullable CompletableFuture<?> running;

    /** Calls when something has ended that never fails. */
    static <R extends @Nullable Object> CompletableFuture<R> after(
            CompletableFuture<Void> end, Supplier<CompletableFuture<R>> call, Executor executor) {
        LaterAnswer<R> answer = new LaterAnswer<>();
        CallThread thread = new CallThread(executor);
        CompletableFuture<?> unused =
                end.whenComplete((ended, never) -> thread.execute(() -> answer.follow(call.get())));
        thread.leaveThread();
        return answer;
    }

    /**
     * Sends a write when it is announced. Completes when its evictions are acknowledged or queued.
     *
     * @param send sends the request. The future that it returns may fail
     */
    static <R extends @Nullable Object> CompletableFuture<R> written(
            AwaitedWrite write, Function<Object, CompletableFuture<R>> send, Executor executor) {
        LaterAnswer<R> answer = new LaterAnswer<>();
        CallThread thread = new CallThread(executor);
        CompletableFuture<?> unused = write.announced()
                .whenComplete((announced, never) -> thread.execute(() -> answer.send(write, send, thread)));
        thread.leaveThread();
        return answer;
    }

    /** The answer of a call, or that of another one after some failures of the first. */
    static <R extends @Nullable Object> CompletableFuture<R> orElse(
            CompletableFuture<R> first, Predicate<Throwable> isForOther, Supplier<CompletableFuture<R>> other) {
        LaterAnswer<R> answer = new LaterAnswer<>();
        answer.runs(first);
        CompletableFuture<?> unused = first.whenComplete((response, failure) -> {
            if (failure != null && isForOther.test(Failures.unwrapped(failure))) {
                answer.follow(other.get());
            } else {
                answer.end(response, failure);
            }
        });
        return answer;
    }

    /** The answer of a call, or that of another one if the first ends without any. */
    static <R> CompletableFuture<R> orElse(CompletableFuture<Optional<R>> first, Supplier<CompletableFuture<R>> other) {
        LaterAnswer<R> answer = new LaterAnswer<>();
        answer.runs(first);
        CompletableFuture<?> unused = first.whenComplete((response, failure) -> {
            if (failure != null) {
                boolean unusedEnd = answer.completeExceptionally(Failures.unwrapped(failure));
            } else if (response.isPresent()) {
                boolean unusedEnd = answer.complete(response.get());
            } else {
                answer.follow(other.get());
            }
        });
        return answer;
    }

    private void send(AwaitedWrite write, Function<Object, CompletableFuture<R>> send, Executor thread) {
        if (isCancelled()) {
            CompletionStage<Void> unused = write.failed(new CancellationException());
            return;
        }
        CompletableFuture<R> sent = send.apply(write.marked());
        runs(sent);
        CompletableFuture<?> unused = sent.handle((response, failure) -> {
            CompletionStage<Void> evicted = failure == null ? write.succeeded() : write.failed(failure);
            return evicted.thenRun(() -> thread.execute(() -> end(response, failure)));
        });
    }

    private void follow(CompletableFuture<R> call) {
        runs(call);
        CompletableFuture<?> unused = call.whenComplete(this::end);
    }

    private void end(R response, @Nullable Throwable failure) {
        boolean unused = failure == null ? complete(response) : completeExceptionally(Failures.unwrapped(failure));
    }

    private void runs(CompletableFuture<?> call) {
        running = call;
        if (isCancelled()) {
            boolean unused = call.cancel(true);
        }
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
        boolean cancelled = super.cancel(mayInterrupt);
        CompletableFuture<?> call = running;
        if (cancelled && call != null) {
            boolean unused = call.cancel(mayInterrupt);
        }
        return cancelled;
    }
}
