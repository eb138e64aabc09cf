package io.github.dynamocached.redis;

import io.github.dynamocached.Failures;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.redisson.api.RFuture;
import org.redisson.api.options.ObjectParams;
import org.redisson.client.RedisNoScriptException;
import org.redisson.client.codec.Codec;
import org.redisson.client.protocol.RedisCommand;
import org.redisson.client.protocol.RedisCommands;
import org.redisson.command.CommandAsyncExecutor;
import org.redisson.connection.NodeSource;
import org.redisson.misc.CompletableFutureWrapper;

/**
 * Runs the scripts of Redisson's locks as they are, one command each.
 *
 * <p>With replicas, Redisson waits until all of them have a lock, for a second by default, and first asks the server which
 * commands it knows. Our locks only decide who loads, so nobody has to wait for a hanging replica.
 *
 * <p>If a server does not know {@code EVALSHA}, Redisson sends it again without end. Here a script is sent once by its SHA-1,
 * and once more with its source if the server lacks it.
 */
final class LockCommands extends RedirectedCommands {

    private final boolean isRetried;

    LockCommands(CommandAsyncExecutor executor, ObjectParams params, CommandWindows windows) {
        super(executor, params, windows);
        this.isRetried = getServiceManager().getConfig().getRetryAttempts() > 0;
    }

    @Override
    public <T> RFuture<T> syncedEvalNoRetry(
            String key, Codec codec, RedisCommand<T> type, String script, List<Object> keys, Object... arguments) {
        return evalWriteNoRetryAsync(key, codec, type, script, keys, arguments);
    }

    @Override
    public <T, R> RFuture<R> evalAsync(
            NodeSource source,
            boolean readOnlyMode,
            Codec codec,
            RedisCommand<T> type,
            String script,
            List<Object> keys,
            boolean noRetry,
            Object... arguments) {
        String sha = getServiceManager().calcSHA(script);
        RedisCommand<T> bySha = new RedisCommand<>(type, "EVALSHA");
        CompletableFuture<R> answer = this.<T, R>async(
                        readOnlyMode, source, codec, bySha, words(sha, keys, arguments), false, noRetry)
                .toCompletableFuture();
        return new CompletableFutureWrapper<>(answer.exceptionallyCompose(failure -> {
            if (!(Failures.unwrapped(failure) instanceof RedisNoScriptException)) {
                return CompletableFuture.failedFuture(failure);
            }
            return this.<T, R>async(readOnlyMode, source, codec, type, words(script, keys, arguments), false, noRetry);
        }));
    }

    /**
     * Redisson deletes the latch of each unlock by a command of its own. The latch outlives the retries of the unlock. Without
     * retries it ends by itself, a millisecond after the unlock.
     */
    @Override
    public <T, R> RFuture<R> writeAsync(String key, Codec codec, RedisCommand<T> command, Object... arguments) {
        return isRetried || !command.equals(RedisCommands.DEL)
                ? super.writeAsync(key, codec, command, arguments)
                : new CompletableFutureWrapper<>(CompletableFuture.completedFuture(null));
    }

    private static Object[] words(String script, List<Object> keys, Object[] arguments) {
        Object[] words = new Object[2 + keys.size() + arguments.length];
        words[0] = script;
        words[1] = keys.size();
        for (int i = 0; i < keys.size(); i++) {
            words[2 + i] = keys.get(i);
        }
        System.arraycopy(arguments, 0, words, 2 + keys.size(), arguments.length);
        return words;
    }
}
