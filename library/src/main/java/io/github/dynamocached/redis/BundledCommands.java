package io.github.dynamocached.redis;

import io.github.dynamocached.WorkTracing;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.redisson.client.protocol.RedisCommand;

/**
 * Collects commands on one thread and then sends them together: they are written in one turn of the event loop, which flushes
 * each connection once at its end. A later command, such as a script that is sent again with its source, is sent alone.
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

    @Override
    public void send(ReadReply read) {
        if (!gather(() -> target.send(read))) {
            target.send(read);
        }
    }

    private synchronized boolean gather(Runnable command) {
        return gathered != null && gathered.add(command);
    }

    /**
     * Sends what was gathered.
     *
     * @param eventLoop writes the commands
     * @param tracing follows them as a part of the work on this thread, null for nobody
     */
    void leave(Executor eventLoop, @Nullable WorkTracing tracing) {
        List<Runnable> commands = end();
        WorkTracing.Place place = tracing == null ? WorkTracing.Place.NOWHERE : tracing.here();
        eventLoop.execute(() -> place.run(() -> commands.forEach(Runnable::run)));
    }

    private synchronized List<Runnable> end() {
        List<Runnable> commands = gathered == null ? List.of() : gathered;
        gathered = null;
        return commands;
    }
}
