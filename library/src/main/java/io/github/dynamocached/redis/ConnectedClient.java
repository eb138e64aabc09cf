package io.github.dynamocached.redis;

import java.time.Duration;
import java.util.Collection;
import org.redisson.Redisson;
import org.redisson.api.RLock;
import org.redisson.api.options.CommonOptions;
import org.redisson.api.options.ObjectParams;
import org.redisson.api.options.PlainOptions;
import org.redisson.command.CommandAsyncExecutor;
import org.redisson.connection.MasterSlaveEntry;

/**
 * A client of Redisson that has connected, and the two ways in which commands are sent through it.
 *
 * @param redisson the client
 * @param commands for commands other than evictions
 * @param evictions for evictions, which have more time
 */
record ConnectedClient(Redisson redisson, CommandAsyncExecutor commands, CommandAsyncExecutor evictions) {

    static ConnectedClient of(Redisson redisson, RedisSettings settings) {
        CommandAsyncExecutor executor = redisson.getCommandExecutor();
        return new ConnectedClient(
                redisson, executor.copy(once(settings.timeout())), executor.copy(once(settings.evictTimeout())));
    }

    /** The primaries that are known now, of which there are several in a cluster. */
    Collection<MasterSlaveEntry> primaries() {
        return redisson.getCommandExecutor().getConnectionManager().getEntrySet();
    }

    /** The lock of a name, whose commands have the time of a call. */
    RLock lock(String name, RedisSettings settings) {
        return redisson.getLock(
                CommonOptions.name(name).timeout(settings.timeout()).retryAttempts(0));
    }

    private static ObjectParams once(Duration timeout) {
        return (ObjectParams) PlainOptions.name("").timeout(timeout).retryAttempts(0);
    }
}
