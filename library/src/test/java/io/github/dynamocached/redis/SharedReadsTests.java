package io.github.dynamocached.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.flush.FlushConsolidationHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reads of one key that wait for the event loop together, and share one command. */
class SharedReadsTests extends ReadChannelFixture {

    private static final Duration LONG = Duration.ofMinutes(1);

    private static long reads(List<List<String>> written) {
        return written.stream()
                .filter(command -> command.get(0).equals("HMGET"))
                .count();
    }

    /** Answers what was written, each read with its number. */
    private void receiveNumbered(List<List<String>> written) {
        int number = 0;
        for (List<String> command : written) {
            receive(command.get(0).equals("HMGET") ? value(command.get(1) + ++number) : answer(command));
        }
    }

    private List<ReadReply> send(String... keys) {
        return Stream.of(keys).map(key -> send(key)).toList();
    }

    @Test
    void neighboursThatReadTheSameLeaveAsOneCommandAndShareItsAnswer() {
        connect(LONG);
        List<ReadReply> waiting = send("a", "a", "a", "b", "a");
        List<List<String>> written = written();
        assertThat(reads(written)).isEqualTo(3);

        ReadReply later = send("a");
        written.addAll(written());
        assertThat(reads(written)).as("what was sent is not shared any more").isEqualTo(4);
        receiveNumbered(written);

        assertThat(waiting).extracting(ReadChannelFixture::nameOf).containsExactly("a1", "a1", "a1", "b2", "a3");
        assertThat(nameOf(later)).isEqualTo("a4");
    }

    /** Lets something happen while the event loop writes the first read: when its bytes wait for the flush. */
    private void whileWriting(Runnable others) {
        connect(LONG);
        ReadReply known = send("known");
        serve(ReadChannelFixture::value);
        assertThat(known).isCompleted();
        String first = channel.pipeline().firstContext().name();
        channel.pipeline().addAfter(first, "writing", new ChannelOutboundHandlerAdapter() {
            @Override
            public void write(ChannelHandlerContext context, Object bytes, ChannelPromise promise) {
                var unused = context.write(bytes, promise);
                if (((ByteBuf) bytes).toString(UTF_8).contains("HMGET")) {
                    context.pipeline().remove(this);
                    others.run();
                }
            }
        });
        channel.pipeline().addAfter(first, "flushes", new FlushConsolidationHandler(256, true));
    }

    @Test
    void readThatComesWhileTheSameReadIsWrittenSharesItsCommand() {
        List<ReadReply> later = new ArrayList<>();
        whileWriting(() -> later.addAll(send("a", "a", "b")));
        ReadReply first = send("a");
        List<List<String>> written = written();
        assertThat(reads(written)).isEqualTo(2);
        receiveNumbered(written);
        assertThat(nameOf(first)).isEqualTo("a1");
        assertThat(later).extracting(ReadChannelFixture::nameOf).containsExactly("a1", "a1", "b2");
    }

    @Test
    void readThatComesWhileAnotherOneIsWrittenHasACommandOfItsOwn() {
        List<ReadReply> later = new ArrayList<>();
        whileWriting(() -> later.addAll(send("b", "b")));
        ReadReply first = send("a");
        List<List<String>> written = written();
        assertThat(reads(written)).isEqualTo(2);
        receiveNumbered(written);
        assertThat(nameOf(first)).isEqualTo("a1");
        assertThat(later).extracting(ReadChannelFixture::nameOf).containsExactly("b2", "b2");
    }

    @Test
    void readSharesNoCommandFromBeforeAnotherOne() {
        List<ReadReply> later = new ArrayList<>();
        List<CompletableFuture<String>> between = new ArrayList<>();
        whileWriting(() -> {
            later.add(send("a"));
            between.add(echo("between"));
        });
        ReadReply first = send("a");
        List<List<String>> written = written();
        assertThat(reads(written)).isEqualTo(2);
        receiveNumbered(written);
        assertThat(nameOf(first)).isEqualTo("a1");
        assertThat(between.get(0)).isCompletedWithValue("between");
        assertThat(later).extracting(ReadChannelFixture::nameOf).containsExactly("a2");
    }

    /** Redis may have executed it before the later read began. */
    @Test
    void readSharesNoCommandThatHasLeft() {
        List<ReadReply> later = new ArrayList<>();
        whileWriting(() -> {
            channel.pipeline().context(FlushConsolidationHandler.class).flush();
            later.add(send("a"));
        });
        ReadReply first = send("a");
        List<List<String>> written = written();
        assertThat(reads(written)).isEqualTo(2);
        receiveNumbered(written);
        assertThat(nameOf(first)).isEqualTo("a1");
        assertThat(later).extracting(ReadChannelFixture::nameOf).containsExactly("a2");
    }

    @Test
    void answerReachesThoseWhoShareItAlthoughTheFirstHasGivenUp() {
        connect(LONG);
        List<ReadReply> waiting = send("a", "a", "a");
        List<List<String>> written = written();
        assertThat(reads(written)).isEqualTo(1);

        waiting.get(0).cancel(false);
        waiting.get(1).cancel(false);
        receiveNumbered(written);

        assertThat(nameOf(waiting.get(2))).isEqualTo("a1");
        assertThat(waiting.get(0)).isCancelled();
    }

    @Test
    void errorFailsAllWhoShareItAndNoOther() {
        connect(LONG);
        List<ReadReply> refused = send("a", "a");
        ReadReply other = send("b");

        serve(name -> name.equals("a") ? "-ERR no\r\n" : value(name));

        assertThat(refused).allMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(nameOf(other)).isEqualTo("b");
    }

    @Test
    void allWhoShareALateAnswerFailAndItReachesNobodyElse() {
        connect(LONG);
        List<ReadReply> late = send("a", "a");
        List<List<String>> written = written();
        pass(LONG);
        assertThat(late).allMatch(CompletableFuture::isCompletedExceptionally);

        ReadReply next = send("a");
        written.addAll(written());
        assertThat(reads(written)).isEqualTo(2);
        receiveNumbered(written);
        assertThat(nameOf(next)).isEqualTo("a2");
    }

    @Test
    void closedConnectionFailsAllWhoShareAnAnswer() {
        connect(LONG);
        List<ReadReply> lost = send("a", "a");
        assertThat(reads(written())).isEqualTo(1);

        var unused = channel.close();
        channel.runPendingTasks();

        assertThat(lost).allMatch(CompletableFuture::isCompletedExceptionally);
    }
}
