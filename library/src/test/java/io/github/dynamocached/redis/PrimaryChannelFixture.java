package io.github.dynamocached.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.protocol.CommandData;
import org.redisson.client.protocol.RedisCommand;

/** One connection without a server: what was written to it, and the answers of a test. */
abstract class PrimaryChannelFixture {

    static final byte[] MASTER = replication("master", "reign1");
    static final byte[] REPLICA = replication("slave", "reign2");

    /** What was written, as the encoder would see it: with the text of the start at that moment. */
    final List<String> starts = new ArrayList<>();

    final PrimaryRuns runs = new PrimaryRuns(UnaryOperator.identity());
    final List<@Nullable Primary> readers = new ArrayList<>();
    long nanos = 1;
    final EmbeddedChannel channel = channel(true);

    EmbeddedChannel channel(boolean isOurs) {
        return new EmbeddedChannel(
                new ChannelOutboundHandlerAdapter() {
                    @Override
                    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
                        starts.add(Primary.START.toString());
                        var unused = context.write(message, promise);
                    }
                },
                new PrimaryChannel(runs, isOurs, () -> nanos),
                new ChannelInboundHandlerAdapter() {
                    @Override
                    public void channelRead(ChannelHandlerContext context, Object message) {
                        readers.add(Primary.current());
                    }
                });
    }

    static CommandData<Object, Object> command(RedisCommand<Object> command) {
        return new CommandData<>(new CompletableFuture<>(), ByteArrayCodec.INSTANCE, command, new Object[] {});
    }

    CommandData<Object, Object> write(RedisCommand<Object> command) {
        CommandData<Object, Object> data = command(command);
        send(data);
        return data;
    }

    void send(Object message) {
        var unused = channel.writeOneOutbound(message);
        channel.flushOutbound();
    }

    static void receive(EmbeddedChannel channel) {
        var unused = channel.writeOneInbound("answer");
    }

    /** The names of what has been written since the last call. */
    List<CommandData<?, ?>> written() {
        List<CommandData<?, ?>> written = new ArrayList<>();
        for (CommandData<?, ?> next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
            written.add(next);
        }
        return written;
    }

    static List<String> names(List<CommandData<?, ?>> written) {
        return written.stream().map(data -> data.getCommand().getName()).toList();
    }

    @SuppressWarnings("unchecked")
    static void answer(CommandData<?, ?> question, Object answer) {
        ((CompletableFuture<Object>) question.getPromise()).complete(answer);
    }

    static byte[] info(String run) {
        return ("# Server\r\nrun_id:" + run + "\r\nuptime_in_seconds:40\r\n").getBytes(UTF_8);
    }

    static byte[] replication(String role, String reign) {
        return ("# Replication\r\nrole:" + role + "\r\nmaster_replid:" + reign + "\r\n").getBytes(UTF_8);
    }

    static List<byte[]> time(String seconds) {
        return List.of(seconds.getBytes(UTF_8), "5".getBytes(UTF_8));
    }

    Primary primary() {
        readers.clear();
        receive(channel);
        return Objects.requireNonNull(readers.get(0));
    }

    /** Answers what the channel has asked first, as a primary does. */
    void answerAsPrimary(List<CommandData<?, ?>> questions) {
        answer(questions.get(0), info("run1"));
        answer(questions.get(1), MASTER);
        answer(questions.get(2), time("100"));
        for (List<CommandData<?, ?>> more = written(); !more.isEmpty(); more = written()) {
            answer(more.get(0), time("100"));
        }
    }
}
