package io.github.dynamocached.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.redisson.client.protocol.RedisCommand;

/**
 * Commands that are gathered on one thread, and then leave together: they are written in one turn of the event loop, at
 * the end of which it sends what was written to each connection as one. A later command, such as that of a script whose
 * source the server lacks, is sent by itself.
 */
final class BundledCommands implements CommandSender {

    private final CommandSender target;
    private @Nullable List<Runnable> gathered = new ArrayList<>();

    BundledCommands(CommandSender target) {
        this.target = target;
    }

    @Override
    public void send(RedisCommand<Object> command, String key, Object[] arguments, Reply<?> reply, boolean isEviction) {
        if (!gather(() -> target.send(command, key, arguments, reply, isEviction))) {
            target.send(command, key, arguments, reply, isEviction);
        }
    }

    private synchronized boolean gather(Runnable command) {
        return gathered != null && gathered.add(command);
    }

    /** Sends what was gathered. */
    void leave(Executor eventLoop) {
        List<Runnable> commands = end();
        eventLoop.execute(() -> commands.forEach(Runnable::run));
    }

    private synchronized List<Runnable> end() {
        List<Runnable> commands = gathered == null ? List.of() : gathered;
        gathered = null;
        return commands;
    }
}
