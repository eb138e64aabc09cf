package io.github.dynamocached.redis;

import io.netty.channel.ChannelPromise;
import java.util.Deque;
import java.util.List;
import org.redisson.client.protocol.CommandData;
import org.redisson.client.protocol.QueueCommand;
import org.redisson.client.protocol.QueueCommandHolder;

/**
 * Reads that were written one directly after the other, as one entry in Redisson's queue of commands that await their answers.
 * It keeps their place among the commands that Redisson writes. {@link ReadChannel} reads their answers, and fails them.
 */
final class ReadRun implements QueueCommand {

    private final QueueCommandHolder holder;
    private int left;

    /** @param written is not used, but an entry has to have one */
    ReadRun(ChannelPromise written) {
        this.holder = new QueueCommandHolder(this, written);
    }

    /** The entry in the queue. */
    QueueCommandHolder holder() {
        return holder;
    }

    /** Whether reads may be added to it: nothing has been written since. */
    boolean isLastIn(Deque<QueueCommandHolder> queue) {
        return left > 0 && queue.peekLast() == holder;
    }

    /** Adds reads to the end. */
    void add(int reads) {
        left += reads;
    }

    /** Takes away the first read, and leaves the queue with the last one. */
    void take(Deque<QueueCommandHolder> queue) {
        left--;
        if (left == 0) {
            queue.remove(holder);
        }
    }

    /** Whether all reads have been answered. */
    boolean isOver() {
        return left == 0;
    }

    @Override
    public List<CommandData<Object, Object>> getPubSubOperations() {
        return List.of();
    }

    @Override
    public boolean tryFailure(Throwable cause) {
        return false;
    }

    @Override
    public boolean isExecuted() {
        return isOver();
    }

    @Override
    public boolean isBlockingCommand() {
        return false;
    }
}
