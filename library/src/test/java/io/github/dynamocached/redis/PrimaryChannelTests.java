package io.github.dynamocached.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.redisson.client.RedisException;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.protocol.CommandData;
import org.redisson.client.protocol.CommandsData;
import org.redisson.client.protocol.RedisCommand;

/** What goes out and comes in over one connection, and in which order. */
class PrimaryChannelTests {

    /** What was written, as the encoder would see it: with the text of the start at that moment. */
    private final List<String> starts = new ArrayList<>();

    private final List<@Nullable Primary> readers = new ArrayList<>();
    private final EmbeddedChannel channel = channel();

    private EmbeddedChannel channel() {
        return new EmbeddedChannel(
                new ChannelOutboundHandlerAdapter() {
                    @Override
                    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
                        starts.add(Primary.START.toString());
                        var unused = context.write(message, promise);
                    }
                },
                new PrimaryChannel(UnaryOperator.identity()),
                new ChannelInboundHandlerAdapter() {
                    @Override
                    public void channelRead(ChannelHandlerContext context, Object message) {
                        readers.add(Primary.current());
                    }
                });
    }

    private static CommandData<Object, Object> command(RedisCommand<Object> command) {
        return new CommandData<>(new CompletableFuture<>(), ByteArrayCodec.INSTANCE, command, new Object[] {});
    }

    private CommandData<Object, Object> write(RedisCommand<Object> command) {
        CommandData<Object, Object> data = command(command);
        send(data);
        return data;
    }

    private void send(Object message) {
        var unused = channel.writeOneOutbound(message);
        channel.flushOutbound();
    }

    private static void receive(EmbeddedChannel channel) {
        var unused = channel.writeOneInbound("answer");
    }

    /** The names of what has been written since the last call. */
    private List<CommandData<?, ?>> written() {
        List<CommandData<?, ?>> written = new ArrayList<>();
        for (CommandData<?, ?> next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
            written.add(next);
        }
        return written;
    }

    private static List<String> names(List<CommandData<?, ?>> written) {
        return written.stream().map(data -> data.getCommand().getName()).toList();
    }

    @SuppressWarnings("unchecked")
    private static void answer(CommandData<?, ?> question, Object answer) {
        ((CompletableFuture<Object>) question.getPromise()).complete(answer);
    }

    private static byte[] info(String run) {
        return ("# Server\r\nrun_id:" + run + "\r\nuptime_in_seconds:40\r\n").getBytes(UTF_8);
    }

    private static List<byte[]> time(String seconds) {
        return List.of(seconds.getBytes(UTF_8), "5".getBytes(UTF_8));
    }

    private Primary primary() {
        readers.clear();
        receive(channel);
        return Objects.requireNonNull(readers.get(0));
    }

    @Test
    void questionGoesAheadOfTheFirstReadAndIsSharedByOthers() {
        write(Commands.HMGET);
        write(Commands.HMGET);

        List<CommandData<?, ?>> written = written();
        assertThat(names(written)).containsExactly("INFO", "TIME", "HMGET", "HMGET");
        answer(written.get(0), info("run1"));
        answer(written.get(1), time("100"));

        PrimaryView view = Objects.requireNonNull(primary().view());
        assertThat(view.run()).isEqualTo("run1");
        assertThat(view.startMillis()).isEqualTo(61_000);
        assertThat(names(written())).containsExactly("TIME");
        write(Commands.HMGET);
        assertThat(names(written())).containsExactly("HMGET");
    }

    @Test
    void timeIsAskedForThreeTimesAndTheEarliestStartCounts() {
        write(Commands.HMGET);
        List<CommandData<?, ?>> first = written();
        answer(first.get(0), info("run1"));
        answer(first.get(1), time("101"));
        answer(written().get(0), time("100"));
        answer(written().get(0), time("102"));

        assertThat(written()).isEmpty();
        assertThat(Objects.requireNonNull(primary().view()).startMillis()).isEqualTo(61_000);
    }

    @Test
    void commandsThatNeedNothingAskNothing() {
        write(Commands.EVALSHA);
        write(Commands.EVAL);

        assertThat(names(written())).containsExactly("EVALSHA", "EVAL");
    }

    @Test
    void scriptThatIsToldTheStartIsWrittenWhenItIsKnown() {
        write(Commands.EVALSHA_TOLD);
        List<CommandData<?, ?>> written = written();
        assertThat(names(written)).containsExactly("INFO", "TIME");
        answer(written.get(0), info("run1"));
        starts.clear();

        answer(written.get(1), time("100"));

        assertThat(names(written())).containsExactly("EVALSHA", "TIME");
        assertThat(starts).first().isEqualTo("61000");
        assertThat(Primary.START).hasToString("9007199254740991");
    }

    @Test
    void scriptAfterARedirectionIsHeldToo() {
        CommandData<Object, Object> asking = command(new RedisCommand<>("ASKING"));
        send(new CommandsData(
                new CompletableFuture<>(), List.of(asking, command(Commands.EVALSHA_TOLD)), false, false));

        assertThat(names(written())).containsExactly("INFO", "TIME");
    }

    @Test
    void whatWaitsFailsWithTheQuestionAndTheNextCommandAsksAgain() {
        CompletableFuture<Object> script = write(Commands.EVALSHA_TOLD).getPromise();
        List<CommandData<?, ?>> written = written();

        written.get(0).tryFailure(new RedisException("NOPERM this user has no permissions"));
        written.get(1).tryFailure(new RedisException("NOPERM this user has no permissions"));

        assertThat(script)
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(RedisUnavailableException.class)
                .withMessage("INFO or TIME failed with RedisException (NOPERM).");
        assertThat(primary().view()).isNull();
        assertThat(primary().failure()).isNotNull().hasMessage("INFO or TIME failed with RedisException (NOPERM).");
        write(Commands.HMGET);
        assertThat(names(written())).containsExactly("INFO", "TIME", "HMGET");
    }

    @Test
    void whatWaitsFailsWhenTheConnectionBreaks() {
        CompletableFuture<Object> script = write(Commands.EVALSHA_TOLD).getPromise();

        var unused = channel.close();

        assertThat(script).isCompletedExceptionally();
    }

    @Test
    void commandThatWasGivenUpWhileItWaitedIsNeverWritten() {
        ChannelPromise promise = channel.newPromise();
        var unused = channel.writeAndFlush(command(Commands.EVALSHA_TOLD), promise);
        List<CommandData<?, ?>> written = written();
        assertThat(promise.cancel(false)).isTrue();

        answer(written.get(0), info("run1"));
        answer(written.get(1), time("100"));

        assertThat(names(written())).containsExactly("TIME");
    }

    @Test
    void probeAsksAgain() {
        write(Commands.HMGET);
        List<CommandData<?, ?>> first = written();
        answer(first.get(0), info("run1"));
        answer(first.get(1), time("100"));
        var unused = written();

        write(Commands.PROBE);

        assertThat(names(written())).containsExactly("INFO", "TIME", "TIME");
    }

    @Test
    void connectionsKnowNothingOfEachOther() {
        write(Commands.HMGET);
        List<CommandData<?, ?>> first = written();
        answer(first.get(0), info("run1"));
        answer(first.get(1), time("100"));
        Primary known = primary();
        EmbeddedChannel other = channel();
        readers.clear();

        receive(other);

        assertThat(readers).hasSize(1).doesNotContain(known);
        assertThat(Objects.requireNonNull(readers.get(0)).view()).isNull();
        assertThat(Primary.current()).isNull();
    }
}
