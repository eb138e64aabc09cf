package io.github.dynamocached.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.dynamocached.layout.ReadNames;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.redisson.client.RedisClient;
import org.redisson.client.RedisConnection;
import org.redisson.client.RedisConnectionException;
import org.redisson.client.RedisResponseTimeoutException;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.handler.CommandsQueue;
import org.redisson.client.protocol.CommandData;
import org.redisson.client.protocol.QueueCommand;
import org.redisson.client.protocol.QueueCommandHolder;

/**
 * Writes the reads of a connection and reads their answers, beside Redisson's encoder and decoder. Redisson makes some fifty
 * objects for a command, and three timers. Here all reads that wait when the event loop comes to them leave as one buffer,
 * and the oldest one has the only timer. Neighbours that read the same leave as one command, and share its answer: each of them
 * began before that was sent. Written bytes wait for a flush, so the next reads may still share the last command.
 *
 * <p>Redisson keeps the order: a {@link ReadRun} in its queue stands for reads that follow each other. This handler cuts what
 * arrives into whole answers. Those to other commands go on to Redisson's decoder. So does any answer to a read other than a
 * list of texts: the read takes its place in the queue as an ordinary command, and Redisson says what the answer means.
 *
 * <p>Everything but {@link #send} runs on the event loop of the connection.
 */
final class ReadChannel extends ByteToMessageDecoder implements ChannelFutureListener {

    private final Channel channel;
    private final ReadSource source;
    private final ReadChannels open;
    private final long timeoutNanos;
    private final AtomicReference<@Nullable ReadReply> waiting = new AtomicReference<>();
    private final Deque<ReadReply> sent = new ArrayDeque<>();
    private @Nullable Ready ready;
    private byte[] command = {};
    private ReadRun run;
    private @Nullable ReadReply unsent;
    private boolean isTimed;

    /** What a connection has from when it may be used until it is closed. */
    private record Ready(ChannelHandlerContext context, RedisClient server, Deque<QueueCommandHolder> queue) {}

    /**
     * A handler of one connection.
     *
     * @param source knows whether the server may be read
     * @param open gets to know the connection while it may be used
     * @param timeout the time that a read has
     */
    ReadChannel(Channel channel, ReadSource source, ReadChannels open, Duration timeout) {
        this.channel = channel;
        this.source = source;
        this.open = open;
        this.timeoutNanos = timeout.toNanos();
        this.run = new ReadRun(channel.newPromise());
    }

    /** Sends a read, together with all others that wait by then. Any thread may call this. */
    void send(ReadReply read) {
        ReadReply last = waiting.get();
        read.waitBehind(last);
        while (!waiting.compareAndSet(last, read)) {
            last = waiting.get();
            read.waitBehind(last);
        }
        if (last == null) {
            channel.eventLoop().execute(this::writeWaiting);
        }
    }

    /** Nothing leaves the connection without passing here. */
    private final class Leaving extends ChannelOutboundHandlerAdapter {

        @Override
        public void flush(ChannelHandlerContext context) {
            unsent = null;
            context.flush();
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        context.pipeline().addFirst(new Leaving());
    }

    /** Redisson fires this when password, database and name are accepted. */
    @Override
    public void channelActive(ChannelHandlerContext context) {
        RedisClient server = RedisConnection.getFrom(channel).getRedisClient();
        String name = server.getConfig().getCommandMapper().map(ReadReply.COMMAND);
        command = ReadNames.argument(name.getBytes(UTF_8));
        ready = new Ready(
                context, server, channel.attr(CommandsQueue.COMMANDS_QUEUE).get());
        open.add(server, this);
        context.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        if (ready != null) {
            open.remove(ready.server, this);
            ready = null;
        }
        super.channelInactive(context);
        sent.forEach(read -> read.acceptForAll(null, closed()));
        sent.clear();
    }

    private static RedisConnectionException closed() {
        return new RedisConnectionException("The connection was closed");
    }

    private void writeWaiting() {
        ReadReply first = ReadReply.inOrder(waiting.getAndSet(null));
        Ready to = ready;
        Throwable refusal = to == null ? null : source.refusalOf(Commands.HMGET);
        if (to != null && refusal == null) {
            write(to, first);
            return;
        }
        for (ReadReply read = first; read != null; read = read.unchained()) {
            if (!read.isDone()) {
                read.accept(null, refusal == null ? closed() : refusal);
            }
        }
    }

    private void write(Ready to, @Nullable ReadReply waited) {
        ReadReply first = shared(run.isLastIn(to.queue) ? unsent : null, waited);
        if (first == null) {
            return;
        }
        int size = 0;
        for (ReadReply read = first; read != null; read = read.next()) {
            size += read.size(command);
        }
        ByteBuf bytes = to.context.alloc().ioBuffer(size);
        int count = 0;
        ReadReply last = null;
        for (ReadReply read = first; read != null; ) {
            ReadReply following = read.unchained();
            if (!read.isDone()) {
                read.write(command, bytes);
                sent.add(read);
                count++;
                last = read;
            }
            read = shared(last, following);
        }
        if (count == 0) {
            bytes.release();
            return;
        }
        queue(to, count);
        unsent = last;
        var unused = to.context.writeAndFlush(bytes).addListener(this);
        limitTime();
    }

    /**
     * Lets the first of some reads share the answer to one that has not been sent, as far as they read the same.
     *
     * @return the rest of them
     */
    private static @Nullable ReadReply shared(@Nullable ReadReply last, @Nullable ReadReply first) {
        ReadReply read = first;
        while (last != null && read != null && read.isLike(last)) {
            ReadReply following = read.unchained();
            last.share(read);
            read = following;
        }
        return read;
    }

    private void queue(Ready to, int reads) {
        if (!run.isLastIn(to.queue)) {
            run = run.isOver() ? run : new ReadRun(channel.newPromise());
            to.queue.add(run.holder());
        }
        run.add(reads);
        RedisConnection.getFrom(channel).setLastUsageTime(System.nanoTime());
    }

    /** What was not written has no answer, so no later one could be told apart any more. */
    @Override
    public void operationComplete(ChannelFuture written) {
        if (!written.isSuccess()) {
            var unused = channel.close();
        }
    }

    private void limitTime() {
        ReadReply oldest = isTimed ? null : sent.peek();
        if (oldest != null) {
            timeAfter(timeoutNanos - oldest.serverNanos());
        }
    }

    private void timeAfter(long nanos) {
        isTimed = true;
        var unused = channel.eventLoop().schedule(this::failLate, Math.max(0, nanos), TimeUnit.NANOSECONDS);
    }

    /** Reads that have failed keep their places, because their answers may still come. */
    private void failLate() {
        isTimed = false;
        for (ReadReply read : sent) {
            long left = timeoutNanos - read.serverNanos();
            if (left > 0) {
                timeAfter(left);
                return;
            }
            read.acceptForAll(null, new RedisResponseTimeoutException("No answer in time"));
        }
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        int end = RespAnswer.end(in);
        if (end == RespAnswer.INCOMPLETE) {
            return;
        }
        QueueCommand command = headOfQueue();
        if (end == RespAnswer.MALFORMED) {
            refuse(in, command);
        } else if (command instanceof ReadRun reads) {
            answer(reads, in, end, out);
        } else {
            out.add(in.readRetainedSlice(end - in.readerIndex()));
        }
    }

    /** What Redisson could not write has no answer. */
    private @Nullable QueueCommand headOfQueue() {
        Deque<QueueCommandHolder> queue =
                channel.attr(CommandsQueue.COMMANDS_QUEUE).get();
        QueueCommandHolder head = queue.peek();
        while (head != null
                && head.getChannelPromise().isDone()
                && !head.getChannelPromise().isSuccess()) {
            queue.remove(head);
            head = queue.peek();
        }
        return head == null ? null : head.getCommand();
    }

    private void answer(ReadRun head, ByteBuf in, int end, List<Object> out) {
        ReadReply read = sent.remove();
        head.take(channel.attr(CommandsQueue.COMMANDS_QUEUE).get());
        boolean isAwaited = read.isAwaited();
        byte[] @Nullable [] texts = isAwaited ? RespAnswer.texts(in, read.fields()) : null;
        if (texts != null) {
            read.acceptForAll(new Judged(Arrays.asList(texts), Primary.current()), null);
        } else if (!isAwaited) {
            in.readerIndex(end);
        } else {
            channel.attr(CommandsQueue.COMMANDS_QUEUE).get().addFirst(asCommand(read));
            out.add(in.readRetainedSlice(end - in.readerIndex()));
        }
    }

    private QueueCommandHolder asCommand(ReadReply read) {
        CompletableFuture<Object> answer = new CompletableFuture<>();
        CompletableFuture<Object> unused = answer.whenComplete(read::answeredOrRedirectedForAll);
        return new QueueCommandHolder(
                new CommandData<>(answer, ByteArrayCodec.INSTANCE, Commands.HMGET, read.arguments()),
                channel.newPromise().setSuccess());
    }

    /** Nothing behind bytes that are no answer could be told apart. Redisson would log them, with the values in them. */
    private void refuse(ByteBuf in, @Nullable QueueCommand command) {
        in.skipBytes(in.readableBytes());
        if (command != null) {
            command.tryFailure(new RedisConnectionException("Bytes that are no answer of Redis"));
        }
        var unused = channel.close();
    }
}
