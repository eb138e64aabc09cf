package io.github.dynamocached.redis;

import java.util.List;
import org.redisson.api.RFuture;
import org.redisson.api.options.ObjectParams;
import org.redisson.client.codec.Codec;
import org.redisson.client.protocol.RedisCommand;
import org.redisson.command.CommandAsyncExecutor;

/**
 * Runs the scripts of Redisson's locks as they are, one command each.
 *
 * <p>Where there are replicas Redisson has every lock wait until all of them have it, for a second by default, and asks
 * the server before which commands it knows for that. Our locks decide who loads, never what is right, and nobody has to
 * wait for a replica that hangs.
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
}
