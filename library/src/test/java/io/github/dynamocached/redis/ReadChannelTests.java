package io.github.dynamocached.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.breaker.RedisUnavailableException;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads that are written beside the commands of Redisson, and their answers. */
class ReadChannelTests extends ReadChannelFixture {

    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void answersReachTheirCallersHoweverCommandsMixAndWhereverTheAnswersAreCut() {
        connect(LONG);
        Random random = new Random(4711);
        for (int round = 0; round < 300; round++) {
            List<ReadReply> reads = new ArrayList<>();
            List<CompletableFuture<String>> echoes = new ArrayList<>();
            StringBuilder answers = new StringBuilder();
            for (int i = 0; i < 30; i++) {
                if (random.nextInt(3) > 0) {
                    reads.add(send("k\u00e4y" + reads.size()));
                } else {
                    echoes.add(echo("e" + echoes.size()));
                }
                if (random.nextBoolean()) {
                    written().forEach(command -> answers.append(answer(command)));
                }
            }
            written().forEach(command -> answers.append(answer(command)));

            byte[] bytes = answers.toString().getBytes(UTF_8);
            int longest = 1 + random.nextInt(400);
            for (int from = 0; from < bytes.length; ) {
                int to = Math.min(bytes.length, from + 1 + random.nextInt(longest));
                channel.writeInbound(Unpooled.copiedBuffer(bytes, from, to - from));
                from = to;
            }

            for (int i = 0; i < reads.size(); i++) {
                assertThat(nameOf(reads.get(i))).isEqualTo("k\u00e4y" + i);
            }
            for (int i = 0; i < echoes.size(); i++) {
                assertThat(echoes.get(i)).isCompletedWithValue("e" + i);
            }
        }
    }

    @Test
    void readsThatWaitLeaveTogetherAndInOrder() {
        connect(LONG);
        List<ReadReply> reads = List.of(send("a"), send("b"), send("c"));

        channel.runPendingTasks();
        channel.flush();
        assertThat(channel.outboundMessages().size())
                .as("questions about the server and one buffer")
                .isEqualTo(4);
        serve(ReadChannelFixture::value);

        assertThat(reads.stream().map(ReadChannelFixture::nameOf)).containsExactly("a", "b", "c");
    }

    @Test
    void errorFailsOnlyItsRead() {
        connect(LONG);
        ReadReply first = send("a");
        ReadReply refused = send("b");
        ReadReply last = send("c");

        serve(key -> key.equals("b") ? "-LOADING Redis is loading the dataset in memory\r\n" : value(key));

        assertThat(nameOf(first)).isEqualTo("a");
        assertThatThrownBy(refused::join)
                .hasRootCauseInstanceOf(RedisUnavailableException.class)
                .hasMessageContaining("RedisLoadingException");
        assertThat(nameOf(last)).isEqualTo("c");
    }

    @Test
    void answerOfAnotherFormFailsOnlyItsRead() {
        connect(LONG);
        List<String> others = List.of("+OK\r\n", ":1\r\n", "*0\r\n", "*-1\r\n", "*3\r\n:1\r\n:2\r\n:3\r\n");
        for (String other : others) {
            ReadReply odd = send("odd");
            ReadReply next = send("next");

            serve(key -> key.equals("odd") ? other : value(key));

            assertThat(odd).as(other).isCompletedExceptionally();
            assertThat(nameOf(next)).isEqualTo("next");
        }
    }

    @Test
    void answersOfTheNewerProtocolAreRead() {
        connect(LONG);
        ReadReply read = send("a");

        serve(key -> value(key).replace("$-1\r\n", "_\r\n"));

        assertThat(nameOf(read)).isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello\r\n", "*3\r\n$x\r\n", "*1\r\n$3\r\nabcd\r\n", "*3\r\n$-2\r\n", "$1\rab\r\n"})
    void bytesThatAreNoAnswerCloseTheConnection(String bytes) {
        connect(LONG);
        ReadReply before = send("a");
        serve(ReadChannelFixture::value);
        ReadReply first = send("b");
        ReadReply second = send("c");

        receive(bytes + written().stream().map(ReadChannelFixture::answer).collect(Collectors.joining()));
        channel.runPendingTasks();

        assertThat(nameOf(before)).isEqualTo("a");
        assertThat(channel.isOpen()).isFalse();
        assertThat(first).isCompletedExceptionally();
        assertThat(second).isCompletedExceptionally();
    }

    @Test
    void bytesThatAreNoAnswerToAnotherCommandCloseTheConnectionToo() {
        connect(LONG);
        CompletableFuture<String> echo = echo("e");
        ReadReply read = send("a");
        List<List<String>> unused = written();

        receive("hello\r\n" + value("a"));
        channel.runPendingTasks();

        assertThat(channel.isOpen()).isFalse();
        assertThat(echo).isCompletedExceptionally();
        assertThat(read).isCompletedExceptionally();
    }

    @Test
    void lateReadFailsAndItsAnswerReachesNobodyElse() {
        connect(LONG);
        ReadReply late = send("a");
        List<List<String>> written = written();
        pass(LONG);
        assertThatThrownBy(late::join).hasMessageContaining("RedisResponseTimeoutException");

        ReadReply next = send("b");
        written.addAll(written());
        written.forEach(command -> receive(answer(command)));

        assertThat(nameOf(next)).isEqualTo("b");
    }

    @Test
    void readIsNotLateWhileTheEventLoopHadNoTimeForIt() {
        connect(LONG);
        ReadReply read = send("a");
        List<List<String>> written = written();

        stall(LONG.multipliedBy(2));
        assertThat(read).isNotDone();

        written.forEach(command -> receive(answer(command)));
        assertThat(nameOf(read)).isEqualTo("a");
        assertThat(read.serverNanos()).isLessThan(LONG.toNanos());
    }

    @Test
    void readHasItsTimeFromWhenItIsWritten() {
        connect(LONG);
        ReadReply read = send("a");
        pass(LONG.multipliedBy(2));
        written();
        assertThat(read.serverNanos()).isLessThan(LONG.toNanos());

        pass(LONG);
        assertThat(read).isCompletedExceptionally();
    }

    @Test
    void cancelledReadIsNotWritten() {
        connect(LONG);
        ReadReply first = send("a");
        ReadReply cancelled = send("b");
        assertThat(cancelled.cancel(true)).isTrue();

        assertThat(written().stream()
                        .filter(words -> words.get(0).equals("HMGET"))
                        .map(words -> words.get(1)))
                .containsExactly("a");
        assertThat(first).isNotDone();
    }

    @Test
    void closedConnectionFailsItsReadsAtOnceAndGetsNoMore() {
        connect(LONG);
        ReadReply written = send("a");
        assertThat(written()).isNotEmpty();
        ReadReply waiting = send("b");

        var unused = channel.close();
        channel.runPendingTasks();

        assertThatThrownBy(written::join).hasMessageContaining("RedisConnectionException");
        assertThat(waiting).isCompletedExceptionally();
        assertThatThrownBy(() -> send("c")).hasMessage("No connection");
    }

    @Test
    void readsGoUnansweredWhileTheServerIsAReplica() {
        connect(LONG);
        ReadReply first = send("a");
        for (List<String> command : written()) {
            receive(
                    command.toString().contains("replication")
                            ? text(new String(PrimaryChannelFixture.REPLICA, UTF_8))
                            : answer(command));
        }
        ReadReply second = send("b");

        assertThat(written()).isEmpty();
        assertThatThrownBy(first::join).hasMessageContaining("replica");
        assertThatThrownBy(second::join).hasMessageContaining("replica");
    }
}
