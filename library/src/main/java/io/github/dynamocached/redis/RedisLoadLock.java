package io.github.dynamocached.redis;

import io.github.dynamocached.breaker.CommandKind;
import io.github.dynamocached.layout.KeyNames;
import io.github.dynamocached.store.LoadLock;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RFuture;
import org.redisson.api.RLock;

/**
 * A lock per slot in Redis: a {@link RLock} of Redisson, taken without waiting and always with a lease. Two slots share a
 * lock if their keys and variants look the same when joined. That only costs a wait.
 *
 * <p>Threads, cancelling and failures work as in {@link RedisEntryStore}.
 */
public final class RedisLoadLock implements LoadLock {

    private final RedisConnection connection;
    private final KeyNames keys;

    /**
     * A lock over a connection, which stays the caller's to close.
     *
     * @param connection the connection
     */
    public RedisLoadLock(RedisConnection connection) {
        this.connection = connection;
        this.keys = new KeyNames(connection.settings().keyPrefix());
    }

    @Override
    public CompletionStage<Boolean> tryLock(Slot slot, long owner, Duration lease) {
        return ask(
                slot,
                Reply.of("tryLock", CommandKind.FILL, Boolean.TRUE::equals),
                lock -> lock.tryLockAsync(0, lease.toMillis(), TimeUnit.MILLISECONDS, owner));
    }

    @Override
    public CompletionStage<Void> unlock(Slot slot, long owner) {
        return ask(slot, new UnlockReply(), lock -> lock.unlockAsync(owner));
    }

    private <T> Reply<T> ask(Slot slot, Reply<T> reply, Function<RLock, RFuture<?>> command) {
        connection.commands().lock(keys.lock(slot), reply, command);
        return reply;
    }

    private static final class UnlockReply extends Reply<Void> {

        UnlockReply() {
            super("unlock");
        }

        @Override
        @Nullable
        Void answer(@Nullable Object answer) {
            return null;
        }

        /** A lock that is not held any more, because its lease is over, needs no unlocking. */
        @Override
        void failed(Throwable failure) {
            if (failure instanceof IllegalMonitorStateException) {
                complete(null);
            } else {
                super.failed(failure);
            }
        }
    }
}
