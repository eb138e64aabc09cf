package io.github.dynamocached.redis;

import io.github.dynamocached.Failures;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.redisson.api.RFuture;
import org.redisson.api.options.ObjectParams;
import org.redisson.client.RedisNoScriptException;
import org.redisson.client.codec.Codec;
import org.redisson.client.protocol.RedisCommand;
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

    LockCommands(CommandAsyncExecutor executor, ObjectParams params) {
        super(executor, params);
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

    private static Object[] words(String script, List<Object> keys, Object[] arguments) {
        return Stream.of(Stream.of(script, keys.size()), keys.stream(), Arrays.stream(arguments))
                .flatMap(Function.identity())
                .toArray();
    }
}
