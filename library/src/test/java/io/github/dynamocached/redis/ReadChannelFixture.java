package io.github.dynamocached.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.dynamocached.StoreListener;
import io.github.dynamocached.breaker.Breaker;
import io.github.dynamocached.breaker.BreakerSettings;
import io.github.dynamocached.breaker.CommandKind;
import io.github.dynamocached.breaker.CommandLimit;
import io.github.dynamocached.breaker.RefusedServer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.resolver.DefaultAddressResolverGroup;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.redisson.client.RedisClient;
import org.redisson.client.RedisClientConfig;
import org.redisson.client.RedisConnection;
import org.redisson.client.codec.StringCodec;
import org.redisson.client.handler.CommandDecoder;
import org.redisson.client.handler.CommandEncoder;
import org.redisson.client.handler.CommandsQueue;
import org.redisson.client.protocol.CommandData;
import org.redisson.client.protocol.RedisCommand;
import org.redisson.config.CommandMapper;

/** One connection with Redisson's handlers and ours, and a test in place of the server. */
abstract class ReadChannelFixture {

    private static final long START = 1_800_000_000_000L;
    private static final long DAY = 86_400_000;

    private final RedisClient client = RedisClient.create(new RedisClientConfig()
            .setAddress("redis://127.0.0.1:1")
            .setSocketChannelClass(NioSocketChannel.class)
            .setResolverGroup(DefaultAddressResolverGroup.INSTANCE));
    final ReadChannels open = new ReadChannels();
    final EmbeddedChannel channel = new EmbeddedChannel(false, false);

    private final Deque<Runnable> steps = new ArrayDeque<>();
    private long nanos = 1;
    private final LoopClock clock = new LoopClock(steps::add, () -> nanos);

    private final Breaker breaker = new Breaker(
            CommandKind.READ,
            RefusedServer.named("Redis"),
            new BreakerSettings(false, 0.5, 4, 8, Duration.ofSeconds(2)),
            CommandLimit.ofReads(Duration.ofSeconds(1)),
            () -> nanos,
            new StoreListener() {});
    private final ByteBuf unread = Unpooled.buffer();

    /** Opens the connection. */
    void connect(Duration timeout) {
        PrimaryChannel primary = new PrimaryChannel(new PrimaryRuns(UnaryOperator.identity()), false);
        channel.pipeline()
                .addLast(
                        new CommandEncoder(CommandMapper.direct()),
                        new CommandsQueue(),
                        primary,
                        new ReadChannel(channel, primary, open, timeout),
                        new CommandDecoder("redis"));
        RedisConnection unused = new RedisConnection(client, channel, new CompletableFuture<>());
        try {
            channel.register();
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @AfterEach
    void end() {
        var unused = channel.close();
        client.shutdown();
        unread.release();
    }

    /** A read that waits for the event loop. */
    ReadReply send(String key) {
        ReadReply read = new ReadReply(ReadReplyTests.LAYOUT, key, "", true);
        if (!read.passes(breaker, clock)) {
            throw new IllegalStateException("The breaker is open");
        }
        Objects.requireNonNull(open.of(client, 1), "No connection").send(read);
        return read;
    }

    /** Time passes, and the event loop comes to its timers only now. */
    void stall(Duration time) {
        nanos += time.toNanos();
        steps.remove().run();
        channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
        channel.runScheduledPendingTasks();
    }

    /** Time passes, in which the event loop looks at its connections again and again. */
    void pass(Duration time) {
        for (long left = time.toNanos(); left > 0; left -= LoopClock.STEP) {
            nanos += LoopClock.STEP;
            Optional.ofNullable(steps.poll()).ifPresent(Runnable::run);
        }
        channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
        channel.runScheduledPendingTasks();
    }

    /** Another command, written by Redisson. */
    CompletableFuture<String> echo(String text) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        var unused = channel.write(
                new CommandData<>(answer, StringCodec.INSTANCE, new RedisCommand<>("ECHO"), new Object[] {text}));
        return answer;
    }

    /** What has been written since the last call, each command as its words. */
    List<List<String>> written() {
        channel.runPendingTasks();
        channel.flush();
        for (ByteBuf next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
            unread.writeBytes(next);
            next.release();
        }
        List<List<String>> commands = new ArrayList<>();
        while (unread.isReadable()) {
            List<String> words = new ArrayList<>();
            long count = number('*');
            for (long i = 0; i < count; i++) {
                words.add(unread.readCharSequence((int) number('$'), UTF_8).toString());
                unread.skipBytes(2);
            }
            commands.add(words);
        }
        return commands;
    }

    private long number(char type) {
        if (unread.readByte() != type) {
            throw new IllegalStateException("Not a command of Redis");
        }
        String number =
                unread.readCharSequence(unread.bytesBefore((byte) '\r'), UTF_8).toString();
        unread.skipBytes(2);
        return Long.parseLong(number);
    }

    /** What a server answers. */
    static String answer(List<String> command) {
        return switch (command.get(0)) {
            case "INFO" ->
                text(
                        command.get(1).equals("server")
                                ? new String(PrimaryChannelFixture.info("run1"), UTF_8)
                                : new String(PrimaryChannelFixture.MASTER, UTF_8));
            case "TIME" -> "*2\r\n" + text(String.valueOf(START / 1000)) + text("5");
            case "ECHO" -> text(command.get(1));
            case "HMGET" -> value(command.get(1));
            default -> throw new IllegalArgumentException(command.get(0));
        };
    }

    /** A value whose only field is a text. */
    static String value(String name) {
        return "*3\r\n" + text(ReadReplyTests.stamp(START, START + DAY)) + text(name) + "$-1\r\n";
    }

    static String text(String text) {
        return "$" + text.getBytes(UTF_8).length + "\r\n" + text + "\r\n";
    }

    /** Answers everything that was written, each read in its way. */
    void serve(Function<String, String> read) {
        for (List<List<String>> commands = written(); !commands.isEmpty(); commands = written()) {
            for (List<String> command : commands) {
                receive(command.get(0).equals("HMGET") ? read.apply(command.get(1)) : answer(command));
            }
        }
    }

    void receive(String bytes) {
        channel.writeInbound(Unpooled.copiedBuffer(bytes, UTF_8));
    }

    /** The field of the value that a read has got. */
    static String nameOf(ReadReply read) {
        return new String(Objects.requireNonNull(read.join().fields()[0]), UTF_8);
    }
}
