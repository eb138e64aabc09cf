package io.github.dynamocached.tracking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.CorruptedFrameException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerDecoderTests {

    private final EmbeddedChannel channel = new EmbeddedChannel(new AnswerDecoder());

    @AfterEach
    void close() {
        var unused = channel.close();
    }

    private List<Answer> read(String bytes) {
        var unused = channel.writeInbound(Unpooled.copiedBuffer(bytes, UTF_8));
        List<Answer> answers = new ArrayList<>();
        for (Answer next = channel.readInbound(); next != null; next = channel.readInbound()) {
            answers.add(next);
        }
        return answers;
    }

    private static Answer answer(@Nullable Object value) {
        return new Answer(false, value);
    }

    @Test
    void everyTypeIsRead() {
        assertThat(read("+OK\r\n:-12\r\n$3\r\na\r\n\r\n$0\r\n\r\n$-1\r\n*-1\r\n_\r\n"))
                .containsExactly(
                        answer("OK"),
                        answer(-12L),
                        answer("a\r\n"),
                        answer(""),
                        answer(null),
                        answer(null),
                        answer(null));
        assertThat(read("#t\r\n#f\r\n,1.5\r\n(12345678901234567890\r\n=6\r\ntxt:é\r\n"))
                .containsExactly(
                        answer(1L), answer(0L), answer("1.5"), answer("12345678901234567890"), answer("txt:é"));
    }

    @Test
    void errorsAreAnswersOfTheirOwn() {
        assertThat(read("-NOPERM this user has no permissions\r\n!9\r\nERR wrong\r\n"))
                .containsExactly(
                        answer(new Answer.Refused("NOPERM this user has no permissions")),
                        answer(new Answer.Refused("ERR wrong")));
        assertThat(new Answer.Refused("NOPERM this").code()).isEqualTo("NOPERM");
        assertThat(new Answer.Refused("LOADING").code()).isEqualTo("LOADING");
        assertThat(new Answer.Refused("wrong").code()).isEmpty();
        assertThat(new Answer.Refused("KEY:users:1").code()).isEmpty();
    }

    @Test
    void listsLieInEachOther() {
        assertThat(read("*3\r\n$6\r\nmaster\r\n:5\r\n*1\r\n*2\r\n+a\r\n*0\r\n%1\r\n+b\r\n~1\r\n_\r\n"))
                .containsExactly(
                        answer(List.of("master", 5L, List.of(List.of("a", List.of())))),
                        answer(List.of("b", Arrays.asList((Object) null))));
    }

    @Test
    void pushesAreToldFromAnswers() {
        assertThat(
                        read(
                                ">2\r\n$10\r\ninvalidate\r\n*2\r\n$1\r\na\r\n$1\r\nb\r\n+PONG\r\n>2\r\n$10\r\ninvalidate\r\n_\r\n"))
                .containsExactly(
                        new Answer(true, List.of("invalidate", List.of("a", "b"))),
                        answer("PONG"),
                        new Answer(true, Arrays.asList("invalidate", null)));
    }

    @Test
    void attributesAreSkippedWhereverTheyAre() {
        assertThat(read("|1\r\n+ttl\r\n:3600\r\n*3\r\n:1\r\n|1\r\n+a\r\n*1\r\n+b\r\n:2\r\n|0\r\n:3\r\n"))
                .containsExactly(answer(List.of(1L, 2L, 3L)));
        assertThat(read("|1\r\n+a\r\n+b\r\n>1\r\n+message\r\n")).containsExactly(new Answer(true, List.of("message")));
    }

    @Test
    void bytesMayBeCutAnywhere() {
        String bytes = "|1\r\n+a\r\n:1\r\n>2\r\n$10\r\ninvalidate\r\n*2\r\n$4\r\né\r\n\r\n$1\r\nb\r\n-ERR\r\n";
        byte[] all = bytes.getBytes(UTF_8);
        List<Answer> whole = read(bytes);
        assertThat(whole).hasSize(2);
        for (int cut = 0; cut <= all.length; cut++) {
            List<Answer> parts = new ArrayList<>();
            for (byte[] part : List.of(Arrays.copyOf(all, cut), Arrays.copyOfRange(all, cut, all.length))) {
                var unused = channel.writeInbound(Unpooled.wrappedBuffer(part));
                for (Answer next = channel.readInbound(); next != null; next = channel.readInbound()) {
                    parts.add(next);
                }
            }
            assertThat(parts).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PONG\r\n",
                "\r\n",
                ":1x\r\n",
                ":\r\n",
                "$1\r\nabc",
                "$x\r\n",
                "$?\r\n",
                "*?\r\n",
                "$-2\r\n",
                "*-2\r\n",
                "$999999999\r\n",
                "*999999999\r\n",
                "%99999999\r\n",
                "$12345678901\r\n",
                "+a\rb\r\n",
                "*1\r\n>1\r\n+a\r\n",
                "*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n:1\r\n",
                "GET / HTTP/1.1\r\n"
            })
    void otherBytesAreRefusedAndNothingBehindThemIsRead(String bytes) {
        assertThatThrownBy(() -> read(bytes)).isInstanceOf(CorruptedFrameException.class);
        assertThat(read("+OK\r\n")).isEmpty();
    }

    @Test
    void lineWithoutAnEndIsRefused() {
        assertThat(read("+" + "a".repeat(AnswerDecoder.LONGEST_LINE - 1))).isEmpty();
        assertThatThrownBy(() -> read("a")).isInstanceOf(CorruptedFrameException.class);
    }

    @Test
    void answerThatIsTooLargeInItsPartsIsRefusedBeforeItIsHeld() {
        String part = "$1048576\r\n" + "a".repeat(1 << 20) + "\r\n";
        assertThat(read("*100\r\n")).isEmpty();
        for (int i = 0; i < 15; i++) {
            assertThat(read(part)).isEmpty();
        }
        assertThatThrownBy(() -> read(part)).isInstanceOf(CorruptedFrameException.class);
    }

    @Test
    void sizeOfAnAnswerDoesNotCountAgainstTheNext() {
        String large = "$10485760\r\n" + "a".repeat(10 << 20) + "\r\n";
        assertThat(read(large)).hasSize(1);
        assertThat(read(large)).hasSize(1);
    }
}
