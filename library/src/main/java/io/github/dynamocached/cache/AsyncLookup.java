package io.github.dynamocached.cache;

import io.github.dynamocached.store.StoredEntry;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The first lookup of a call that blocks no thread, from its command to what it found. One object carries a hit to the thread
 * of the caller, where a stage for each step would allocate more than the hit itself.
 */
final class AsyncLookup implements BiConsumer<@Nullable StoredEntry, @Nullable Throwable>, Runnable {

    /** Goes on with what was found, on a thread of the caller. */
    interface Then {

        /**
         * Goes on.
         *
         * @param found null if the server did not answer
         * @param spent what the lookup has taken of the budget of the call, in nanoseconds
         */
        void goOn(@Nullable StoredEntry found, long spent);
    }

    private final AsyncCaller caller;
    private final Timing timing;
    private final Then then;
    private final long sent;
    private final CompletableFuture<StoredEntry> command;
    private @Nullable StoredEntry found;
    private long spent;

    private AsyncLookup(
            AsyncCaller caller, Timing timing, Then then, CompletableFuture<StoredEntry> command, long sent) {
        this.caller = caller;
        this.timing = timing;
        this.then = then;
        this.command = command;
        this.sent = sent;
    }

    /** Waits for a command that was sent at some moment. */
    static void await(CompletableFuture<StoredEntry> command, long sent, AsyncCaller caller, Timing timing, Then then) {
        CompletableFuture<StoredEntry> unused =
                command.whenComplete(new AsyncLookup(caller, timing, then, command, sent));
    }

    @Override
    public void accept(@Nullable StoredEntry entry, @Nullable Throwable failure) {
        found = failure == null ? entry : null;
        spent = TimedWait.spent(command, timing.nanos() - sent);
        caller.execute(this);
    }

    @Override
    public void run() {
        then.goOn(found, spent);
    }
}
