package io.github.dynamocached.tracking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.CorruptedFrameException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Whatever is written is read back, in whatever pieces it arrives, and other bytes do no harm. */
class AnswerDecoderPropertyTests {

    private static List<Answer> read(byte[] bytes, List<Integer> pieces) {
        EmbeddedChannel channel = new EmbeddedChannel(new AnswerDecoder());
        List<Answer> answers = new ArrayList<>();
        int begin = 0;
        for (int next = 0; begin < bytes.length; next++) {
            int end = Math.min(bytes.length, begin + pieces.get(next % pieces.size()));
            var unused = channel.writeInbound(Unpooled.wrappedBuffer(Arrays.copyOfRange(bytes, begin, end)));
            for (Answer answer = channel.readInbound(); answer != null; answer = channel.readInbound()) {
                answers.add(answer);
            }
            begin = end;
        }
        var unused = channel.close();
        return answers;
    }

    @Property(tries = 300)
    void whatIsWrittenIsReadInWhateverPieces(
            @ForAll("values") @Size(max = 5) List<@Nullable Object> values,
            @ForAll @Size(min = 1, max = 10) List<@IntRange(min = 1, max = 50) Integer> pieces) {
        StringBuilder bytes = new StringBuilder();
        values.forEach(value -> write(value, bytes));
        assertThat(read(bytes.toString().getBytes(UTF_8), pieces).stream()
                        .map(Answer::value)
                        .toList())
                .isEqualTo(values);
    }

    private static void write(@Nullable Object value, StringBuilder to) {
        if (value == null) {
            to.append("_\r\n");
        } else if (value instanceof List<?> list) {
            to.append('*').append(list.size()).append("\r\n");
            list.forEach(element -> write(element, to));
        } else if (value instanceof Long number) {
            to.append(':').append(number).append("\r\n");
        } else {
            to.append('$').append(value.toString().getBytes(UTF_8).length).append("\r\n");
            to.append(value).append("\r\n");
        }
    }

    @Provide
    static Arbitrary<List<@Nullable Object>> values() {
        return value(3).list().ofMaxSize(5);
    }

    private static Arbitrary<@Nullable Object> value(int depth) {
        Arbitrary<Object> leaf = Arbitraries.oneOf(
                Arbitraries.longs().asGeneric(),
                Arbitraries.of("", "a", "é\r\n", "users:1", "x".repeat(300)).asGeneric());
        Arbitrary<@Nullable Object> absent = leaf.injectNull(0.1);
        return depth == 0
                ? absent
                : Arbitraries.oneOf(absent, value(depth - 1).list().ofMaxSize(4).asGeneric());
    }

    @Property(tries = 500)
    void anyBytesAreReadOrRefused(@ForAll("noise") byte[] noise, @ForAll @IntRange(min = 1, max = 9) int piece) {
        try {
            assertThat(read(noise, List.of(piece)).size()).isLessThanOrEqualTo(noise.length);
        } catch (CorruptedFrameException refused) {
            assertThat(refused).hasMessage("Bytes that are no answer of Redis, or too many for one");
        }
    }

    @Provide
    static Arbitrary<byte[]> noise() {
        return Arbitraries.of(
                        (byte) '*',
                        (byte) '$',
                        (byte) '>',
                        (byte) '|',
                        (byte) '1',
                        (byte) '-',
                        (byte) '\r',
                        (byte) '\n',
                        (byte) ':',
                        (byte) '_',
                        (byte) 'a')
                .array(byte[].class)
                .ofMaxSize(60);
    }
}
